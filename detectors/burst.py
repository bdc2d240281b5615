"""An agent does one kind of thing much faster than it and its peers usually do."""

from math import log
from typing import Final

from baselines import (
    ACTIONS,
    GRACE_S,
    ChangesBaseline,
    Features,
    Profile,
    RateBaseline,
    SessionsBaseline,
)
from baselines.rate import APPROVED, RETRIED
from baselines.rate_row import DAY_S, HOUR_S, MINUTE_S

from .base import Detector
from .judging.everyday import has_past, is_everyday, is_first_time, is_known
from .judging.parameters import check_positive
from .judging.tail import count_tail, log_floor
from .score import Score

ALONE: Final = 0.5
"""Other calls in a window below which a call counts as the only one."""

_DESTRUCTIVE: Final = frozenset(
    ACTIONS.index(action) for action in ("delete", "pay", "auth", "admin")
)
_NEWS: Final = 0.2
_ROUNDED: Final = 1e-3
"""By how much two logarithms have to differ to differ for certain."""


class Burst(Detector):
    """Mass deletes, runaway loops, retry storms: calls in a window against a gamma-Poisson rate.

    Each verb class is judged at one minute, one hour and one day; p is the smallest of the three,
    times three. Peers count as `prior_s` seconds of the agent's own past. Agents work in clumps,
    so a class gets the dispersion its own windows, or its peers', have shown. A destructive class
    it never used is the exception: never is knowledge there, and the third call stands out; but
    not of a tool that two peers use, where such calls are the peers' daily work, or as long as they
    come no faster than somebody makes who looks at each: then the peers' clumping tells. Of a
    day's calls, the sessions that still go on must have made a fifth: the others were judged when
    they did. Misses a single destructive call.

    Parameters
    ----------
    prior_s
        How much own history the peers are worth, in seconds.
    dispersion
        Past calls that make one degree of freedom: how uncertain a rate from few calls is.
    prior_clumps
        How many own calls the peers' clumping is worth.
    approved_a_day
        Calls of a class in a day that an approval excuses: a planned job is no burst, and one
        approval is no licence for everything. Calls beyond are judged as usual.
    retries_a_minute
        Retries of a verb class in a minute that failures excuse: a call that fails six times and
        then succeeds was wanted once, and who waits a second between two tries may go on for as
        long as the service is down. A run of failures is `failure_streak`'s, and a loop beyond
        this many a burst of its own.

    Examples
    --------
    >>> own, peers = Profile(), Profile()
    >>> for minute in range(1_440):
    ...     own[RateBaseline].learn_one(Features(time=60.0 * minute, verb=0))
    >>> for i in range(4):
    ...     own[RateBaseline].learn_one(Features(time=86_400.0 + i, verb=2))
    >>> score = Burst().score_one(Features(time=86_404.0, verb=2, tool=7), own, peers)
    >>> Burst().reason(score)
    '4.8 calls of this kind a minute; usually under 0.001, its peers under 0.001'

    References
    ----------
    The negative-binomial tail of a gamma-Poisson count; the idea of conditional counts is MIDAS-F
    (Bhatia et al., arXiv:2009.08452).
    """

    name = "burst"
    stream = "burst"
    baselines = (ChangesBaseline, RateBaseline, SessionsBaseline)
    hypothesis = "The agent runs in a loop or destroys in bulk."
    misses = "One destructive call (high_impact); harm spread thinly over days (volume)."
    runbook = (
        "Group the agent's last 10 minutes by tool and target and look for one repeated call. "
        "Ask its owner whether a bulk job was planned. If it deletes, stop it first and ask later."
    )

    def __init__(
        self,
        prior_s: float = 3_600.0,
        dispersion: float = 3.0,
        prior_clumps: float = 5.0,
        approved_a_day: float = 500.0,
        retries_a_minute: float = 60.0,
    ) -> None:
        check_positive(prior_s=prior_s, dispersion=dispersion, prior_clumps=prior_clumps)
        check_positive(approved_a_day=approved_a_day, retries_a_minute=retries_a_minute)
        if dispersion < 1:
            raise ValueError(f"dispersion must be at least 1; got {dispersion!r}")
        self.prior_s = prior_s
        self.dispersion = dispersion
        self.prior_clumps = prior_clumps
        self.approved_a_day = approved_a_day
        self.retries_a_minute = retries_a_minute

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        rate, theirs = own.rate, peers.rate
        verb, time = x.verb, x.time
        observed_s, per_s = rate.observed_s, 0.0
        if x.is_retry:
            verb += RETRIED
            if rate.recent(verb, time)[1] < self.retries_a_minute:
                return _PLANNED
        if theirs.observed_s > 0.0:
            per_s = theirs.n_calls(verb, time) / theirs.observed_s
            observed_s += self.prior_s
        if observed_s <= 0.0:
            return None
        if x.is_planned:
            return _PLANNED
        if x.is_approved:
            verb += APPROVED
            if rate.recent(verb, time)[3] < self.approved_a_day:
                return _PLANNED
        n_counted, minute, hour, day = rate.recent(verb, time)
        # Without those of the last hour: a burst must not make itself usual.
        n_calls = n_counted - hour if n_counted > hour else 0.0
        belief = n_calls + self.prior_s * per_s + 0.5
        is_unheard_of = (
            verb in _DESTRUCTIVE
            and not has_past(rate, verb, time)
            and not is_everyday(x, peers)
            and not is_first_time(x, own, peers)
        )
        # A call is always there when it is judged. Peers tell how odd one is; without them it is
        # no burst.
        least = ALONE if not is_unheard_of and theirs.observed_s <= 0.0 else 0.0
        clump = (1.0, 1.0, 1.0)
        if not is_unheard_of:
            clump = rate.clump_with(theirs, verb, self.prior_clumps)
        certainty = belief / self.dispersion
        p, n, window_s = 1.0, minute, MINUTE_S
        mean = MINUTE_S * belief / observed_s
        if minute >= least and minute + 1.0 > mean:
            p = _tail(minute + 1.0, mean, certainty, clump[0])
        mean = HOUR_S * belief / observed_s
        if hour >= least and hour + 1.0 > mean:
            p_hour = _tail(hour + 1.0, mean, certainty, clump[1], p)
            if p_hour < p:
                p, n, window_s = p_hour, hour, HOUR_S
        mean = DAY_S * belief / observed_s
        if day >= least and day + 1.0 > mean and _is_news(day, own):
            p_day = _tail(day + 1.0, mean, certainty, clump[2], p)
            if p_day < p:
                p, n, window_s = p_day, day, DAY_S
        p *= 3.0
        return Score(
            p if p < 1.0 else 1.0,
            60.0 / window_s * (n + 1.0),
            60.0 * n_calls / rate.observed_s if rate.observed_s else 0.0,
            60.0 * per_s,
            n_calls,
        )

    def slot(self, x: Features, own: Profile, peers: Profile) -> int:
        """Verb classes apart, those the agent is known never to use apart from them, and retries.

        Of a young agent that is not known, and mature ones never were in that table: it is compared
        with peers that use the class; when it destroys, only where two of them use the tool, too.
        So is an old one that destroys for the first time, in no rush, by what is its peers' job.
        """
        if x.is_retry:
            return 0
        verb, time, rate = x.verb, x.time, own.rate
        if has_past(rate, verb, time) or (verb in _DESTRUCTIVE and is_first_time(x, own, peers)):
            return 1 + verb
        is_young = rate.first is None or time - rate.first < GRACE_S
        if is_young and (verb not in _DESTRUCTIVE or is_known(x, peers)):
            return 1 + verb
        return 17 + verb

    def reason(self, score: Score) -> str:
        return (
            f"{score.observed:.1f} calls of this kind a minute; "
            f"usually {_plain(score.expected_by_agent)}, "
            f"its peers {_plain(score.expected_by_peers)}"
        )


def _tail(n: float, mean: float, certainty: float, together: float, least: float = 1.0) -> float:
    """How seldom there are so many calls in a window, or more; 1 where that is not below `least`.

    Parameters
    ----------
    n, mean
        Calls in the window, and as many as are usual.
    certainty
        Degrees of freedom of what is usual.
    together
        Calls usually together in such a window.
    least
        Of the windows before it: mostly the shortest one tells, and the others need no figure.
    """
    shape = certainty
    if together > 1.0:
        shape = 1.0 / (1.0 / certainty + (together - 1.0) / mean)
    if least < 1.0 and log_floor(n, mean, shape) > log(least) + _ROUNDED:
        return 1.0
    return count_tail(n, mean, shape)


def _is_news(n: float, own: Profile) -> bool:
    """Whether the sessions that go on made a fifth of these calls, with this one, or may have.

    A busy day is one oddity: each of its sessions would show it, and their evidence adds up.
    """
    live, n_events = own.sessions.live, 1
    for session in live.values():
        n_events += session.n_events
    return not live or n_events >= _NEWS * (n + 1.0)


_PLANNED: Final = Score(1.0, 0.0, 0.0, 0.0, 1.0)


def _plain(per_minute: float) -> str:
    """A rate as a tired person reads it."""
    return f"{per_minute:.2g}" if per_minute >= 0.001 else "under 0.001"
