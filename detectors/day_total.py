"""An agent moves far more in a day than it and its peers usually do."""

from math import expm1, log1p, sqrt
from typing import Final

from baselines import DaysBaseline, Features, Profile
from baselines.day_row import DayRow
from baselines.days import MIN_VARIANCE, OF_BYTES

from .base import Detector
from .judging.parameters import check_positive
from .judging.tail import size_tail
from .score import Score

_USUAL: Final = Score(1.0, 0.0, 0.0, 0.0, 1.0)


class DayTotal(Detector):
    """Bulk downloads, and theft in many small calls.

    The items and bytes of a verb class so far today are held against whole days of the agent, the
    peers' being worth `prior_days` of its own; the logarithm of a day's sum is normal up to three
    sigma, and its tail exponential beyond. A day is told of when it becomes odd, and again whenever
    its sum has grown by a fifth: a later session is no evidence by itself. Misses what is small
    beside the agent's ordinary days, and what grows from day to day (growth).

    Parameters
    ----------
    prior_days
        How many own days the peers are worth.
    min_days
        Abstains below this many days, own and peers' together.

    Examples
    --------
    >>> own = Profile()
    >>> x = Features(time=0.0, verb=0, n_items=5)
    >>> for half_day in range(18):
    ...     own[DaysBaseline].learn_one(x.replace(time=43_200.0 * half_day))
    >>> score = DayTotal().score_one(x.replace(time=750_000.0, n_items=600), own, Profile())
    >>> score.p < 1e-9, DayTotal().reason(score)
    (True, '610 items or bytes of this kind in a day; usually 10, its peers 0')
    """

    name = "day_total"
    stream = "volume"
    baselines = (DaysBaseline,)
    shared = (DaysBaseline,)
    hypothesis = "The agent takes out, or changes, far more than its work needs, call by call."
    misses = "What is small beside ordinary days; what grows from day to day (growth)."
    runbook = (
        "Add up what the agent moved today by target, and compare with its last ten days. Ask its "
        "owner whether its work has grown. Look at where what it read went."
    )

    def __init__(self, prior_days: float = 3.0, min_days: float = 5.0) -> None:
        check_positive(prior_days=prior_days, min_days=min_days)
        self.prior_days = prior_days
        self.min_days = min_days

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        days = own.days
        if x.time >= days.ends:
            return _USUAL
        verb, best = x.verb, _USUAL
        row, n_bytes = days.row(verb), x.n_bytes
        total = row.today + x.n_items
        if total > row.next:
            best = self._today(total, row, peers.days.row(verb))
        if n_bytes:
            row = days.row(verb + OF_BYTES)
            total = row.today + n_bytes
            if total > row.next:
                score = self._today(total, row, peers.days.row(verb + OF_BYTES))
                if score.p < best.p:
                    best = score
        if best is not _USUAL and (x.is_planned or x.is_approved):
            return _USUAL
        return best

    def _today(self, total: float, own: DayRow, peers: DayRow) -> Score:
        """How odd today's sum is among whole days: while it is young it can only be too small."""
        n_peers = min(peers.n, self.prior_days)
        n = own.n + n_peers
        if own.n + peers.n < self.min_days:
            return _USUAL
        share, apart = n_peers / n, peers.anchor - own.anchor
        off = log1p(total) - own.anchor - share * apart
        rest = 1.0 - share
        variance = rest * own.variance + share * (peers.variance + rest * apart * apart)
        p = size_tail(off / sqrt(max(variance, MIN_VARIANCE) * (1.0 + 1.0 / n)))
        return Score(min(1.0, 2.0 * p), total, expm1(own.anchor), expm1(peers.anchor), own.n)

    def slot(self, x: Features, own: Profile, peers: Profile) -> int:
        return 1 + x.verb

    def reason(self, score: Score) -> str:
        return (
            f"{score.observed:.0f} items or bytes of this kind in a day; "
            f"usually {score.expected_by_agent:.0f}, its peers {score.expected_by_peers:.0f}"
        )
