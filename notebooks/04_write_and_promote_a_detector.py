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
# with other parameters, and a class of your own. None has a say until you give it one.

# %%
import pandas as pd

from detectors.config_clone import with_promoted
from roguewatch import workbench as rw
from roguewatch.publishing import differences

week = rw.example(n_agents=20, n_days=5)
shipped = rw.Config()

# %% [markdown]
# ## A River pipeline
# Written down as one writes it in Python; its state is kept for each agent, as plain numbers. It
# abstains for `grace` events and as many scores. With `"per": "cohort"` one estimator learns the
# whole cohort, made anew with each snapshot. Mind what an estimator takes for granted: these trees
# divide the unit cube, and what a `StandardScaler` leaves outside of it looks alike to them.

# %%
with_trees = shipped.clone(
    {
        "trees": {
            "pipeline": "StandardScaler | HalfSpaceTrees(n_trees=5, height=5, seed=1)",
            "grace": 60,
            "features": ["gap", "items", "delete", "hour_sin", "hour_cos"],
        }
    }
)
scores = rw.replay(week.events, with_trees)
scores["trees_p"].describe().round(3)

# %% [markdown]
# It is in shadow: nothing that was decided has changed.

# %%
comparison = rw.compare(week.events, shipped, with_trees)
assert comparison.is_same
print(comparison.summary())

# %% [markdown]
# ## A variant of ours
# `prior_s` says how much own history the peers are worth: an hour, as shipped. The variant takes a
# minute, so that a young agent is judged by its own past sooner. It runs in shadow, in the same
# replay and in the same worker, and gathers a calibration of its own.

# %%
with_variant = shipped.clone({"burst_next": {"like": "burst", "prior_s": 60.0}})
both = rw.replay(week.events, with_variant)
rogue = both[both["event_id"].isin(week.rogue)]
rogue[["event_id", "burst_p", "burst_next_p"]].head()

# %% [markdown]
# What would promotion have changed? The report says which alerts come and which go, with their
# evidence (`roguewatch config shadow-report` prints it).

# %%
promoted = with_promoted(with_variant, "burst_next")
report = rw.compare(week.events, with_variant, promoted)
print(report.summary())
pd.concat([report.appear.assign(change="appears"), report.vanish.assign(change="vanishes")])

# %%
print("\n".join(differences(with_variant, promoted)))

# %% [markdown]
# ## A detector of your own
# Any class that keeps the contract scores; in the project it is exported from `detectors/` and
# listed from then on. Here it is tried by hand, on profiles as a replay left them.

# %%
from baselines import ACTIONS, RateBaseline
from detectors import Detector, Score


class RareVerb(Detector):
    """A verb class that is rare among the agent's own calls."""

    name = "rare_verb"
    baselines = (RateBaseline,)
    hypothesis = "The agent was given a task it was not made for."
    misses = "Misuse within its usual verbs."
    runbook = "Ask its owner whether its task was changed."

    def score_one(self, x, own, peers):
        calls = [own[RateBaseline].n_calls(verb, x["time"]) for verb in range(len(ACTIONS))]
        n = sum(calls)
        if n < 50:
            return None
        p = (calls[x["verb"]] + 1) / (n + len(ACTIONS))
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
    score = RareVerb().score_one({"time": end, "verb": ACTIONS.index("pay")}, profile, profile)
    judged[key] = None if score is None else score.p
pd.Series(judged, name="p of a payment").dropna().sort_values().head()

# %% [markdown]
# ## Ship it
# A changed detector needs a calibration: the notebook measures it on the history and publishes
# both as one. Workers take them with the next snapshot, and `roguewatch config rollback` takes
# them back.

# %%
published = rw.calibrated(week.benign, promoted, reason="prior_s tried on one week")
print(f"{len(published.calibration)} cohorts calibrated; configuration {published.config.hash}")
assert published.calibration

# %% [markdown]
# ```
# rw.publish(published, "kafka:9092", "~/.roguewatch/keys")
# ```
