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
# # Reading the evaluation honestly
#
# A number without its interval, its base rate and its history is an advertisement. Four ways to be
# fooled, each shown on numbers made here.

# %%
import random

import pandas as pd

from roguewatch import plots
from roguewatch import workbench as rw
from roguewatch.evaluation.measures import auroc
from roguewatch.evaluation.realised import realised

# %% [markdown]
# ## 1. No alarm is not no alarms
# Zero false stops in a demo of 200 agent-days is consistent with 18 in 1,000. How long one has to
# watch before silence means something:

# %%
silence = pd.DataFrame(
    {"agent_days": days, "at most, in 1,000 (95 %)": realised(0, days).high}
    for days in (200, 1_000, 10_000, 100_000)
)
silence.round(3)

# %% [markdown]
# ## 2. The area under the curve hides the budget
# Two detectors of about the same AUROC. One ranks most of the rogue sessions a little higher; the
# other finds two in five of them without a doubt, and nothing of the rest. Nobody can act at a
# false positive rate of one half: only the left edge of the curve matters.

# %%
generator = random.Random(1)
labels = [i % 10 == 0 for i in range(3_000)]
broad = [generator.gauss(0.74 if rogue else 0.0, 1.0) for rogue in labels]
sharp = [
    generator.gauss(6.0 if rogue and i % 50 < 20 else 0.0, 1.0) for i, rogue in enumerate(labels)
]
areas = [auroc(labels, each) for each in (broad, sharp)]
print(f"AUROC {areas[0]:.3f} and {areas[1]:.3f}")

# %%
plots.roc(labels, broad, budget=0.01) | plots.roc(labels, sharp, budget=0.01)

# %%
caught = [
    plots.roc_points(labels, each).query("false <= 0.01")["true"].max() for each in (broad, sharp)
]
print(f"caught at 1 % false alarms: {caught[0]:.0%} and {caught[1]:.0%}")
assert caught[1] > 3 * caught[0]

# %% [markdown]
# ## 3. What was tuned on a history looks good on it
# The best of many configurations on one half, and the same configuration on the other half. The
# gap is not bad luck but selection.

# %%
fleet = rw.example(seed=3, n_agents=16, n_days=7)
middle = fleet.events[0].time + (fleet.events[-1].time - fleet.events[0].time) / 2
halves = [
    [event for event in fleet.benign if event.time < middle],
    [event for event in fleet.benign if event.time >= middle],
]
grid = {"burst.dispersion": [1.25, 4.0], "margin": [1.0, 3.0]}
first, second = (rw.sweep(half, grid).drop(columns="hash") for half in halves)
best = first["per_1000"].idxmin()
rows = {"chosen on": first.loc[best], "then came": second.loc[best]}
pd.DataFrame(rows).T[["burst.dispersion", "margin", "false_alerts", "per_1000", "low", "high"]]

# %% [markdown]
# ## 4. Rare things are mostly false alarms
# With one rogue session in 10,000, a detector that catches 95 % at 1 % false alarms is wrong 99
# times in 100. The dial speaks of alarms an operator sees, not of rates, for this reason.

# %%
base_rates = pd.DataFrame(
    {
        "rogue sessions": f"1 in {n:,}",
        "share of alarms that are true": 0.95 / n / (0.95 / n + 0.01 * (1 - 1 / n)),
    }
    for n in (100, 1_000, 10_000, 100_000)
)
base_rates.round(4)

# %% [markdown]
# ## And our own numbers
# `roguewatch evaluate` prints every figure with its interval, beside competitors on the same input,
# and takes data of your own with `--data`. The simulated fleet is a simulation, made by people who
# know the detectors: trust the suites on recorded data more, and your own history most.
