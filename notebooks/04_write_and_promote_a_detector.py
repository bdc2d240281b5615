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
# # Write a detector, and promote it
#
# Three ways to a new detector: a River pipeline by configuration alone, a variant of one of ours
# with other parameters, and a class of your own. None has a say until you give it one. Two of them
# go all the way here: in shadow, then a report of what promotion would have changed, then promoted.

# %%
from datetime import UTC, datetime, timedelta

import pandas as pd
from msgspec.structs import replace

from detectors.settings.config_clone import with_promoted
from roguewatch import plots
from roguewatch import workbench as rw
from roguewatch.publishing import differences
from roguewatch.simulation.personas import CODING, MAIL

# %% [markdown]
# ## A River pipeline
# Two trades over two weeks; in the last hour somebody goes on reading at an ordinary pace, what is
# twenty times as large. `volume` and `day_total` would see that. Say you trust a pipeline of your
# own more: here they stay in shadow, and it takes their place in the stream `volume`.

# %%
START = datetime(2026, 1, 5, tzinfo=UTC)
fleet = rw.Fleet(seed=3, n_agents=40, start=START, n_days=14, personas=(CODING, MAIL))
life = list(fleet.events())
reads = [event for event in life if event.action == "read" and event.n_items > 1]
own_reads = [event for event in reads if event.key == reads[-1].key][-12:]
large = [
    replace(
        event,
        event_id=f"large-{n}",
        session_id="large",
        time=life[-1].time + timedelta(hours=2, seconds=40 * n),
        n_items=20 * event.n_items,
    )
    for n, event in enumerate(own_reads)
]
shipped = rw.Config(alerts_per_1000_agent_days=20.0)
without = shipped.clone({"volume.stage": "shadow", "day_total.stage": "shadow"})

# %% [markdown]
# A pipeline is written down as one writes it in Python, `StandardScaler | HalfSpaceTrees(seed=1)`,
# and what it has learned is kept as plain numbers. It abstains for `grace` events and as many
# scores. With `"per": "cohort"` one estimator learns the whole cohort, made anew with each
# snapshot. Mind what an estimator takes for granted: half-space trees divide the unit cube, and
# what a `StandardScaler` leaves outside of it looks alike to them.

# %%
with_sizes = without.clone(
    {
        "sizes": {
            "pipeline": "GaussianScorer(grace_period=30)",
            "target": "items",
            "features": ["items"],
            "per": "cohort",
            "grace": 60,
            "feeds": "volume",
        }
    }
)
in_shadow = rw.replay_whole([*life, *large], with_sizes)
scores = in_shadow.scores
assert not set(scores.loc[scores["decision"] != "none", "event_id"]) & {e.event_id for e in large}
scores["sizes_p"].describe().round(3)

# %% [markdown]
# It is in shadow, and nobody was alerted about the large reads. Its p is a share of the scores that
# went before, and says nothing of how often odd ones follow each other; so its own p decides
# nothing. What counts is how odd ordinary *sessions* look to it, and that is measured in shadow, in
# the worker as well as here.
#
# ### What would promotion have changed?
# The report says which alerts come and which go, with their evidence (`roguewatch config
# shadow-report` prints it). Before 200 sessions of the cohort, and before its evidence was weighed
# in 1,000 sessions of the fleet, it has no say, promoted or not: it cannot flood anybody.

# %%
promoted = with_promoted(with_sizes, "sizes")
heard = rw.replay_whole([*life, *large], promoted)
report = rw.compare([], in_shadow, heard)
print(report.summary())
assert any("sizes" in led for led in report.appear["detectors"])
assert report.vanish.empty
report.appear[["agent_id", "opened", "risk", "detectors", "sentences"]]

# %%
plots.agent_timeline(heard.scores, large[0].agent_id, detector="sizes", last=150)

# %%
raised = [alert for alert in heard.raised if "sizes" in alert.detectors and alert.breakdown]
plots.risk_decomposition(raised[-1].breakdown)

# %% [markdown]
# ### Promoted
# `alert` lets it raise alerts, `promoted` lets it count towards a stop as well. What it gathered in
# shadow is there at once; a worker that never ran it in shadow needs the calibration of a history,
# published with the configuration. Whatever is changed about the pipeline starts anew.

# %%
print("\n".join(differences(with_sizes, promoted)))
last_week = [event for event in life if event.time >= START + timedelta(days=7)]
with_its_calibration = rw.calibrated(last_week, promoted, reason="a week in shadow", by="ana")
assert "default/*" in with_its_calibration.calibration

# %% [markdown]
# ## A variant of ours
# `prior_s` says how much own history the peers are worth: an hour, as shipped. The variant takes a
# minute, so that a young agent is judged by its own past sooner. It runs in shadow, in the same
# replay and in the same worker, and gathers a calibration of its own.

# %%
week = rw.example(n_agents=20, n_days=5)
with_variant = shipped.clone({"burst_next": {"like": "burst", "prior_s": 60.0}})
both = rw.replay(week.events, with_variant)
rogue = both[both["event_id"].isin(week.rogue)]
rogue[["event_id", "burst_p", "burst_next_p"]].head()

# %% [markdown]
# What would promotion have changed? The report says which alerts come and which go, with their
# evidence (`roguewatch config shadow-report` prints it).

# %%
tuned = with_promoted(with_variant, "burst_next")
report = rw.compare(week.events, with_variant, tuned)
print(report.summary())
pd.concat([report.appear.assign(change="appears"), report.vanish.assign(change="vanishes")])

# %%
print("\n".join(differences(with_variant, tuned)))

# %% [markdown]
# ## A detector of your own
# Any class that keeps the contract scores; in the project it is exported from `detectors/` and
# listed from then on. Here it is tried by hand, on profiles as a replay left them.

# %%
from baselines import ACTIONS, Features, RateBaseline
from detectors import Detector, Score


class RareVerb(Detector):
    """A verb class that is rare among the agent's own calls."""

    name = "rare_verb"
    baselines = (RateBaseline,)
    hypothesis = "The agent was given a task it was not made for."
    misses = "Misuse within its usual verbs."
    runbook = "Ask its owner whether its task was changed."

    def score_one(self, x, own, peers):
        calls = [own[RateBaseline].n_calls(verb, x.time) for verb in range(len(ACTIONS))]
        n = sum(calls)
        if n < 50:
            return None
        p = (calls[x.verb] + 1) / (n + len(ACTIONS))
        return Score(p, observed=1.0, expected_by_agent=p * n, expected_by_peers=0.0, n=n)

    def reason(self, score):
        return f"{score.expected_by_agent:.0f} of its last {score.n:.0f} calls were of this kind"


from streams.replay import Replay

core = Replay(shipped, b"a secret of sixteen bytes or more")
for event in week.benign:
    core.process_one(event)
end = week.benign[-1].timestamp
judged = {}
for key, profile in core.profiles.items_sorted():
    score = RareVerb().score_one(Features(time=end, verb=ACTIONS.index("pay")), profile, profile)
    judged[key] = None if score is None else score.p
pd.Series(judged, name="p of a payment").dropna().sort_values().head()

# %% [markdown]
# ## Ship it
# A changed detector needs a calibration: the notebook measures it on the history and publishes
# both as one. Workers take them with the next snapshot, and `roguewatch config rollback` takes
# them back.

# %%
published = rw.calibrated(week.benign, tuned, reason="prior_s tried on one week")
print(f"{len(published.calibration)} cohorts calibrated; configuration {published.config.hash}")
assert published.calibration

# %% [markdown]
# ```
# rw.publish(published, "kafka:9092", "~/.roguewatch/keys")
# ```
