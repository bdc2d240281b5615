"""How much one call of an agent moves, by verb class."""

import math

from .base import Baseline, Packed
from .features import Features

_CLIP_SIGMA = 3.0
_MIN_SIGMA = 0.5


class VolumeBaseline(Baseline):
    """Mean and spread of the logarithm of items and bytes a call, for each verb class.

    Updates are clipped at three sigma, so no single call can move the mean by much.

    Parameters
    ----------
    memory
        Calls after which the past counts a third.

    Examples
    --------
    >>> baseline = VolumeBaseline()
    >>> for n in (9, 10, 11) * 20:
    ...     baseline.learn_one({"time": 0.0, "verb": 0, "n_items": n, "n_bytes": 0})
    >>> n, mean, sigma = baseline.items(0)
    >>> round(math.expm1(mean), 1), sigma
    (10.0, 0.5)
    """

    name = "volume"

    def __init__(self, memory: float = 500.0) -> None:
        self.memory = memory
        self._by_verb: dict[int, list[float]] = {}

    def items(self, verb: int) -> tuple[float, float, float]:
        """Calls seen, and mean and sigma of ln(1 + items)."""
        return self._moments(verb, 1)

    def bytes(self, verb: int) -> tuple[float, float, float]:
        """Calls seen, and mean and sigma of ln(1 + bytes)."""
        return self._moments(verb, 3)

    def _moments(self, verb: int, at: int) -> tuple[float, float, float]:
        row = self._by_verb.get(verb)
        if row is None:
            return (0.0, 0.0, 1.0)
        return (row[0], row[at], max(_MIN_SIGMA, math.sqrt(row[at + 1])))

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        row = self._by_verb.get(x["verb"])
        items, size = math.log1p(x["n_items"]), math.log1p(x["n_bytes"])
        if row is None:
            self._by_verb[x["verb"]] = [weight, items, 1.0, size, 1.0]
            return
        row[0] += weight
        step = weight / min(row[0] + 1.0, self.memory)
        for at, value in ((1, items), (3, size)):
            bound = _CLIP_SIGMA * max(_MIN_SIGMA, math.sqrt(row[at + 1]))
            off = min(bound, max(-bound, value - row[at]))
            row[at] += step * off
            row[at + 1] += step * (off * off - row[at + 1])

    def merge_one(self, other: "VolumeBaseline") -> None:
        for verb, theirs in other._by_verb.items():
            mine = self._by_verb.setdefault(verb, [0.0, 0.0, 0.0, 0.0, 0.0])
            n = mine[0] + theirs[0]
            if n <= 0.0:
                continue
            share = theirs[0] / n
            for at in (1, 3):
                off = theirs[at] - mine[at]
                mine[at] += share * off
                # Peers differ from each other too: the spread between them is part of it.
                within = share * (theirs[at + 1] - mine[at + 1])
                mine[at + 1] += within + share * (1.0 - share) * off * off
            mine[0] = n

    def pack(self) -> Packed:
        return [[verb, *row] for verb, row in sorted(self._by_verb.items())]

    def unpack(self, packed: Packed) -> None:
        self._by_verb = {verb: row for verb, *row in packed}
