"""The fixed halves of the benchmark."""

from typing import Literal

Split = Literal["dev", "test"]

SPLITS: dict[Split, int] = {"dev": 11, "test": 12}
"""The seed of each: agents, targets, players and moments differ, the trades and cases do not.

What is tuned is tuned on `dev`; figures are told of `test`.
"""
