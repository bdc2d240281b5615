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
# # Anatomy of an incident, event by event
#
# A mail agent, for which a few deletes a day are ordinary, deletes an inbox at 200 messages a
# minute. What does each event add to the evidence, when does it suffice, and can the decision be
# made again? The direct path (`high_impact`), which asks for a stop long before statistics do, is
# left in shadow here, so that they are seen at work.

# %%
import pandas as pd

from roguewatch import plots
from roguewatch import workbench as rw
from roguewatch.explaining import explain_lines, read_told
from roguewatch.replaying.json_lines import alert_line

week = rw.example(n_agents=18, n_days=6)
config = rw.Config().clone({"burst.stage": "promoted", "high_impact.stage": "shadow"})
replayed = rw.replay_whole(week.events, config)
scores = replayed.scores

# %% [markdown]
# ## The session, call by call

# %%
session = scores[scores["event_id"].str.startswith("incident-")]
columns = ["event_id", "action", "risk", "decision", "reason", "burst_p", "hijack_p"]
session[columns].head(25)

# %% [markdown]
# ## The risk is a sum
# The alert says where its risk comes from. Nats of evidence add up exactly: what earlier sessions
# left, what each odd event added, and the rest, which is what speaks for the agent.

# %%
raised = [a for a in replayed.raised if a.agent_id == week.agent_id and a.breakdown is not None]
alert = raised[-1]
breakdown = alert.breakdown
parts = pd.DataFrame(
    {"detector": p.detector, "call": f"{p.action} {p.tool}", "p": p.p, "nats": p.nats}
    for p in breakdown.parts
)
parts

# %%
total = breakdown.carried + parts["nats"].sum() + breakdown.rest
assert abs(total - breakdown.log_evidence) < 1e-9
print(f"{breakdown.carried:.3f} + {parts['nats'].sum():.3f} + {breakdown.rest:.3f} = {total:.3f}")
print(f"risk {breakdown.risk}; a stop is asked for at {breakdown.stop_at:.3f} nats")

# %%
plots.risk_decomposition(breakdown)

# %% [markdown]
# ## The same at the terminal
# `roguewatch explain ALERT_ID` prints this from Kafka, or with `--from` from the alerts that
# `roguewatch replay --format json` wrote.

# %%
told = read_told([alert_line(alert).encode()], alert.alert_id)[0]
print("\n".join(explain_lines(told)))

# %% [markdown]
# ## Deciding again
# The record on an alert holds the profile before the event was learned. With the snapshot and the
# configuration of then it gives the same risk: nothing else went into the decision.

# %%
from streams.decide_again import decide_again, open_record
from streams.replay import Replay

core = Replay(config, b"another secret, 32 bytes long ...")
decided = []
for event in week.events:
    assessment = core.process_one(event)
    snapshot = core.monitor.snapshot
    decided += [(assessment, a, snapshot) for a in assessment.alerts if a.record]
for assessment, made, snapshot in decided:
    again = decide_again(
        open_record(made.record), config, snapshot, b"another secret, 32 bytes long ..."
    )
    assert again.risk == assessment.risk
print(f"{len(decided)} decisions made again, each with the same risk")

# %%
plots.agent_timeline(scores, week.agent_id, last=120)
