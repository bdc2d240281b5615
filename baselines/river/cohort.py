"""What a River estimator of a whole cohort learns from: a few events of every member."""

from typing import ClassVar

from ..base import Baseline, Packed
from ..features import Features
from .score_histogram import ScoreHistogram
from .state import RiverState

MAX_OWN = 32
MAX_PEERS = 1_024


class RiverCohort(Baseline):
    """The numbers of an agent's last 32 events, or a thousand of its peers' together.

    Two estimators have no sum, but what they learn from has. So agents keep events and the
    snapshot's peers keep all of theirs, thinned evenly; the estimator is taught from every second
    of these when it is first asked, and the others say how high ordinary scores are. The result
    depends on the snapshot alone: neither on partitions nor on which process asks.

    Profiles know a baseline by its class, so each plug-in has a class of its own, made by
    `river_cohort`.

    Examples
    --------
    >>> from river import anomaly
    >>> from .plugin import river_cohort
    >>> Sizes = river_cohort("sizes", anomaly.GaussianScorer, target="items", grace=50)
    >>> peers = Sizes()
    >>> for agent in range(8):
    ...     member = Sizes()
    ...     for i in range(32):
    ...         member.learn_one(Features(time=float(i), n_items=10 + i % 3))
    ...     peers.merge_one(member)
    >>> score, p, usual, n = peers.judge(member.numbers(Features(time=99.0, n_items=5_000)))
    >>> score, p < 0.05, n
    (1.0, True, 128)
    """

    name = "river"
    model: ClassVar[type[RiverState]]
    """How the estimator is made, and which numbers it gets."""
    n_rehearsed_bytes: ClassVar[int] = 0
    """Of one agent's events; the estimator lies in no profile."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._samples: list[list[float]] = []
        self._taught: tuple[RiverState, ScoreHistogram] | None = None

    def numbers(self, x: Features) -> dict[str, float]:
        """The numbers of an event of this agent."""
        return self.model.numbers_of(x, self._last)

    def judge(self, numbers: dict[str, float]) -> tuple[float, float, float, int] | None:
        """Score, its p among the peers' events, their median score and how many there were.

        `None` where the peers have shown too few events, or the score is no number.
        """
        if len(self._samples) < 2 * self.model.grace:
            return None
        state, scores = self._taught = self._taught or self._teach()
        raw = state.score_numbers(numbers)
        if raw is None or not scores.total:
            return None
        return raw, scores.tail(raw), scores.median(), scores.total

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Keep the event's numbers; what weighs under one half is kept from the peers."""
        numbers = self.numbers(x)
        self._last = x.time if self._last is None else max(self._last, x.time)
        if weight < 0.5:
            return
        self._samples.append([numbers[name] for name in self.model.features])
        del self._samples[:-MAX_OWN]
        self._taught = None

    def merge_one(self, other: "RiverCohort") -> None:
        self._samples += other._samples
        self._taught = None

    def pack(self) -> Packed:
        return [self.model.fingerprint, self._last, self._thinned()]

    def unpack(self, packed: Packed) -> None:
        fingerprint, last, samples = packed
        if fingerprint != self.model.fingerprint:
            return
        self._last, self._samples, self._taught = last, [list(s) for s in samples], None

    def _thinned(self) -> list[list[float]]:
        samples, n = self._samples, len(self._samples)
        if n <= MAX_PEERS:
            return samples
        return [samples[i * n // MAX_PEERS] for i in range(MAX_PEERS)]

    def _teach(self) -> tuple[RiverState, ScoreHistogram]:
        state, scores = self.model(), ScoreHistogram()
        rows = [dict(zip(self.model.features, sample, strict=True)) for sample in self._thinned()]
        for numbers in rows[::2]:
            state.learn_numbers(numbers)
        for numbers in rows[1::2]:
            raw = state.score_numbers(numbers)
            if raw is not None:
                scores.add(raw)
        return state, scores
