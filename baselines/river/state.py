"""The state of a River estimator of somebody else's, kept in each agent's profile."""

import math
from collections.abc import Callable
from typing import Any, ClassVar

from ..base import Baseline, Packed
from ..features import Features
from .bad_state import BadRiverState
from .bounds import check_parameters
from .codec import decode_river, encode_river
from .features import to_numbers
from .making import fresh
from .score_histogram import ScoreHistogram

MAX_STATE_BYTES = 48 * 1024
"""Of a profile's 64 KiB: the rest is for the baselines that decide."""

_CHECK_EVERY = 256


class RiverState(Baseline):
    """An anomaly detector of River's, and how its past scores were spread.

    Profiles know a baseline by its class, so each plug-in has a class of its own, made by
    `river_state`. The first `grace` events teach the estimator alone; after them each event is
    scored before it is learned, and the score is counted. An estimator that grows past the cap is
    started anew, at a fixed event: the same in every process.

    Examples
    --------
    >>> from river import anomaly
    >>> from .plugin import river_state
    >>> Sizes = river_state("sizes", anomaly.GaussianScorer, target="items", grace=50)
    >>> baseline = Sizes()
    >>> for i in range(500):
    ...     baseline.learn_one(Features(time=float(i), n_items=10 + i % 3))
    >>> score = baseline.score_one(Features(time=500.0, n_items=5_000))
    >>> score, baseline.scores.tail(score) < 0.01
    (1.0, True)
    """

    name = "river"
    make: ClassVar[Callable[[], Any]]
    features: ClassVar[tuple[str, ...]]
    target: ClassVar[str | None]
    grace: ClassVar[int]
    fingerprint: ClassVar[int]
    """Of the untaught estimator: a state of another one is started anew."""
    n_rehearsed_bytes: ClassVar[int] = 0

    def __init__(self) -> None:
        self._last: float | None = None
        self._start()

    def _start(self) -> None:
        self.estimator = fresh(type(self).make)
        self.n_learned = 0
        self.scores = ScoreHistogram()

    def score_one(self, x: Features) -> float | None:
        """The estimator's raw score; `None` in its grace period or when it is no number."""
        if self.n_learned < self.grace:
            return None
        return self.score_numbers(self.numbers_of(x, self._last))

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Count the event's score, then learn it; what weighs under one half stays unknown."""
        numbers = self.numbers_of(x, self._last)
        self._last = x.time
        if weight < 0.5:
            return
        if self.n_learned >= self.grace:
            score = self.score_numbers(numbers)
            if score is not None:
                self.scores.add(score)
        self.learn_numbers(numbers)
        self.n_learned += 1
        if self.n_learned % _CHECK_EVERY == 0 and self.n_bytes() > MAX_STATE_BYTES:
            self._start()

    def learn_numbers(self, numbers: dict[str, float]) -> None:
        """Teach the estimator alone; one that fails at it starts anew."""
        try:
            self.teach(numbers)
        except Exception:  # somebody else's, and no reason to lose the event
            self._start()

    def teach(self, numbers: dict[str, float]) -> None:
        """Teach the estimator alone, whatever it raises."""
        given = dict(numbers)
        target = () if self.target is None else (given.pop(self.target),)
        self.estimator.learn_one(given, *target)

    def score_numbers(self, numbers: dict[str, float]) -> float | None:
        """The estimator's raw score; `None` when it is no number, or none can be had."""
        given = dict(numbers)
        target = () if self.target is None else (given.pop(self.target),)
        try:
            score = float(self.estimator.score_one(given, *target))
        except Exception:  # somebody else's, and no reason to lose the event
            return None
        return score if math.isfinite(score) else None

    def n_bytes(self) -> int:
        """Size of the estimator's state, packed."""
        return len(encode_river(self.estimator))

    @classmethod
    def numbers_of(cls, x: Features, last: float | None) -> dict[str, float]:
        """The numbers of an event that the estimator gets; `last` is the time of the one before."""
        numbers = to_numbers(x, 0.0 if last is None else x.time - last)
        return {name: numbers[name] for name in cls.features}

    def merge_one(self, other: "RiverState") -> None:
        """Two estimators have no sum: peers have no state."""

    def pack(self) -> Packed:
        state = encode_river(self.estimator)
        return [self.fingerprint, self.n_learned, self._last, self.scores.pack(), state]

    def unpack(self, packed: Packed) -> None:
        fingerprint, n_learned, last, scores, state = packed
        if fingerprint != self.fingerprint:
            return
        estimator = decode_river(state)
        if type(estimator) is not type(self.estimator):
            raise BadRiverState(
                f"the state of {self.name} must be of {type(self.estimator).__name__}; "
                f"got {type(estimator).__name__}"
            )
        check_parameters(estimator, self.estimator)
        self.estimator, self.n_learned, self._last = estimator, n_learned, last
        self.scores.unpack(scores)
