# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Tune a detector on history
#
# The core that scores in the stream scores here too: what you see is what the worker will do.
# This notebook replays ten days of a simulated fleet that end in an incident, looks at the
# scores, changes one parameter of one detector, compares the alerts and exports the result as
# the TOML file that `roguewatch replay` and `roguewatch worker` read.
#
# For your own history, let `history` be `History([Path("history.jsonl")]).read()` from
# `streams.reading`, which reads native JSONL, CloudTrail files and agent traces.

# %%
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import altair as alt
import msgspec
import pandas as pd

from detectors.config import Config, DetectorSetting
from roguewatch.evaluation.export import to_toml
from roguewatch.evaluation.frames import replay_frames
from roguewatch.simulation import Fleet
from roguewatch.simulation.casting import Casting
from roguewatch.simulation.incidents import InboxPurge
from streams.events import ActionEvent

START = datetime(2026, 1, 5, tzinfo=UTC)
history = list(Fleet(seed=1, n_agents=60, start=START, n_days=10).events())
print(f"{len(history):,} events of {len({event.key for event in history})} agents")

# %% [markdown]
# ## An incident to find
# A mail agent, for which a few deletes a day are ordinary, deletes an inbox at 200 messages a
# minute. The first calls of its session are ordinary ones.

# %%
casting = Casting(history, seed=1, incidents=(InboxPurge(is_used_to_deleting=True),))
part = casting.parts[0]
history = sorted([*history, *casting.added_events], key=lambda event: event.time)

time = history[-1].time + timedelta(minutes=5)
incident = []
for n, call in enumerate(part.calls):
    time += timedelta(seconds=call.delay_s)
    incident.append(
        ActionEvent(
            event_id=f"incident-{n}",
            time=time,
            agent_id=part.agent_id,
            cohort=part.cohort,
            agent_version=part.agent_version,
            session_id="incident",
            credential_id=part.credential_id,
            source_ip=part.source_ip,
            environment=part.environment,
            tool=call.tool,
            action=call.action,
            resource=call.resource,
            n_items=call.n_items,
            n_bytes=call.n_bytes,
            outcome=call.outcome,
        )
    )
rogue_ids = [f"incident-{n}" for n, call in enumerate(part.calls) if call.is_rogue]
part.agent_id, len(rogue_ids)

# %% [markdown]
# ## What the shipped configuration says
# One row per event: the risk, and each detector's p, how often the usual looks this odd or odder.
# An empty cell is a detector that abstained.

# %%
shipped = Config()
scores, alerts = replay_frames([*history, *incident], shipped)
scores.tail(3)

# %%
alerts.tail(5)

# %% [markdown]
# Rows of the incident's agent on its last day. The further down, the odder.

# %%
last_day = scores[(scores.agent_id == part.agent_id) & (scores.time > time - timedelta(days=1))]
points = last_day.melt(
    id_vars=["time", "action"],
    value_vars=["burst", "hijack", "volume"],
    var_name="detector",
    value_name="p",
).dropna()
alt.Chart(points).mark_point().encode(
    x="time:T",
    y=alt.Y("p:Q", scale=alt.Scale(type="log")),
    color="detector:N",
    shape="action:N",
).properties(width=600, height=250)

# %% [markdown]
# ## Change one parameter, compare
# `dispersion` says how uncertain a rate learned from few calls is. Lower is quicker and more
# easily wrong. Two figures decide: at which rogue call the alert and the stop request come, and
# how many alerts the benign history pays for them. `promoted` lets the detector ask for a stop.


# %%
def with_dispersion(dispersion: float) -> Config:
    """Return the shipped configuration with another dispersion of `burst`."""
    setting = DetectorSetting(stage="promoted", parameters={"dispersion": dispersion})
    return msgspec.structs.replace(shipped, detectors=shipped.detectors | {"burst": setting})


def outcome(config: Config) -> dict[str, float | int | None]:
    """Return what one looks at: benign alerts, and the rogue call that raised the alert.

    The first three days do not count: there is little past yet to compare with.
    """
    scores, _ = replay_frames([*history, *incident], config)
    rogue = scores[scores.event_id.isin(rogue_ids)].reset_index(drop=True)
    benign = scores[scores.time.between(START + timedelta(days=3), incident[0].time, "left")]
    called = rogue.index[rogue.is_alert_created]
    stopped = rogue.index[rogue.is_stop_requested]
    return {
        "benign alerts": int(benign.is_alert_created.sum()),
        "alert at rogue call": int(called[0]) + 1 if len(called) else None,
        "stop at rogue call": int(stopped[0]) + 1 if len(stopped) else None,
        "highest risk": int(rogue.risk.max()),
    }


tried = {dispersion: outcome(with_dispersion(dispersion)) for dispersion in (1.5, 3.0, 6.0)}
comparison = pd.DataFrame(tried).T.rename_axis("dispersion")
comparison

# %% [markdown]
# ## Export
# The file says where it comes from. The hash stands on every alert and decision made with it.

# %%
chosen = with_dispersion(3.0)
text = to_toml(chosen, comment=f"Tuned on {len(history):,} events from {START:%F} on.")
print(text[:400])

with TemporaryDirectory() as folder:
    path = Path(folder) / "detectors.toml"
    path.write_text(text)
    assert Config.load(path).hash == chosen.hash

# %% [markdown]
# Try it on a history without a broker, then give it to the worker:
#
# ```
# roguewatch replay history.jsonl --config detectors.toml
# ROGUEWATCH_CONFIG=detectors.toml roguewatch worker
# ```
