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
# # What a baseline learns
#
# A baseline is a River estimator with a clock: it takes one event after the other, and what it
# knows fades with time, never with the number of events, so that a burst cannot push its own past
# out. This notebook teaches one by hand, then looks at all that a week leaves in a profile.

# %%
import pandas as pd

from baselines import ACTIONS, Features, Profile, RateBaseline
from detectors import Burst
from roguewatch import plots
from roguewatch import workbench as rw

DELETE = ACTIONS.index("delete")

# %% [markdown]
# ## One agent, one verb
# Three deletes a day, spread over two weeks. Then a burst: how odd is the first call, the second,
# the fifth? `p` is how often this agent's usual life looks this odd or odder.

# %%
own = Profile()
for day in range(14):
    for hour in (9, 13, 17):
        own[RateBaseline].learn_one(Features(time=86_400.0 * day + 3_600.0 * hour, verb=DELETE))

detector, rows = Burst(), []
for call in range(8):
    x = Features(time=86_400.0 * 14 + 36_000.0 + 2.0 * call, verb=DELETE)
    score = detector.score_one(x, own, Profile())
    if score is not None:
        rows.append({"call": call + 1, "p": score.p, "says": detector.reason(score)})
    own[RateBaseline].learn_one(x)
burst = pd.DataFrame(rows).set_index("call")
burst

# %%
assert burst["p"].iloc[-1] < 0.01 * burst["p"].iloc[0]

# %% [markdown]
# A detector that knows too little says nothing: `None`, and never a p of 0.

# %%
print(Burst().score_one(Features(time=0.0, verb=DELETE), Profile(), Profile()))

# %% [markdown]
# ## A week of a fleet
# `replay` gives one row an event. The columns of a detector are its p, what it observed, what the
# agent's own past and its peers' past would have, and the number of observations behind that; of
# those that need no statistics also the points.

# %%
week = rw.example(n_agents=20, n_days=6)
scores = rw.replay(week.events)
scores[["time", "agent_id", "tool", "risk", "decision", "burst_p", "burst_observed"]].tail()

# %% [markdown]
# The longer an agent is known, the more detectors have something to say about it. Where they
# abstain, the cell is empty.

# %%
day = (scores["time"] - scores["time"].min()).dt.days.rename("day")
detectors = [name.removesuffix("_p") for name in scores.columns if name.endswith("_p")]
known = scores[[f"{name}_p" for name in detectors]].notna().groupby(day).mean().round(2)
known

# %% [markdown]
# The band lies between what the agent's past and its peers would have; the points are what was
# seen, the rules where an alert or a request to stop came.

# %%
plots.agent_timeline(scores, week.agent_id, last=150)

# %%
told = scores[scores["event_id"].isin(week.rogue)].reset_index(drop=True)
first = told.index[told["decision"] != "none"][0] + 1
print(f"alert at rogue call {first} of {len(week.rogue)}: {told['sentence'].dropna().iloc[0]}")
