"""The incident benchmark: a fleet of eight trades over two weeks, and what goes wrong in it.

`Benchmark` gives the events and, apart from them, the labels. Nothing in the events tells which
are rogue, nothing here imports a detector, and the same version, split and size give the same
bytes everywhere.
"""

from .benchmark import VERSION, Benchmark
from .label import Label
from .publishing import read_labels, write_labels
from .splits import SPLITS, Split

__all__ = ["SPLITS", "VERSION", "Benchmark", "Label", "Split", "read_labels", "write_labels"]
