"""One call moves far more than this agent's calls of its kind usually do."""

from math import exp, expm1, lgamma, log, sqrt
from typing import Any, Final

from baselines import Features, Profile, SessionsBaseline, VolumeBaseline
from baselines.sizes import MIN_SIGMA, Sizes, log_size

from .base import Detector
from .judging.parameters import check_positive
from .judging.tail import size_tail
from .score import Score

_WIDE: Final = MIN_SIGMA * MIN_SIGMA
"""Variance that is always allowed to the calls of a verb class, which are of many kinds."""
_NARROW: Final = _WIDE / 4.0
"""The same, to the calls of one tool."""
_ROUNDED: Final = 1e-6
"""Single precision: what always was the same is this close to it, as a share of it."""
_LARGE: Final = 0.0027
"""p of a call that is far larger than usual: three sigma, where the exponential tail begins."""
_LEAST: Final = 1e-300
_expm1: Final = expm1  # where this is compiled, `expm1` is looked up at each use
_PER_SIGMA: Final = 3.2831
"""Nats that a further sigma is worth there (`size_tail`)."""
_SHARED: Final = 0.25
"""Share of what sizes vary that all calls of a session have in common; where it is more, the
calibration tells."""


class Volume(Detector):
    """Exports and bulk changes: items and bytes of one call against a clipped log-normal.

    That of the calls of the tool, or of the verb class where neither the agent nor its peers know
    the tool; peers count as `prior_n` calls. The tail beyond three sigma is exponential, for sizes
    are never quite normal. Sizes that hardly differ may still: as often as Cantelli's bound allows
    of anything that far off, and then by as much as sizes do. Several such calls in one session are
    odder than the largest of them alone, however they were picked out of all its calls. Misses much
    moved in many small calls.

    Parameters
    ----------
    prior_n
        How many own calls the peers are worth.
    min_n
        Abstains below this many calls, own and peers' together.

    Examples
    --------
    >>> own = Profile()
    >>> for n in (9, 10, 11) * 20:
    ...     own[VolumeBaseline].learn_one(Features(time=0.0, verb=0, n_items=n, n_bytes=0))
    >>> x = Features(time=0.0, verb=0, n_items=5000, n_bytes=0)
    >>> score = Volume().score_one(x, own, Profile())
    >>> score.p < 1e-10, Volume().reason(score)
    (True, '5000 items or bytes in one call; usually 10, its peers 0')
    """

    name = "volume"
    stream = "volume"
    baselines = (SessionsBaseline, VolumeBaseline)
    teaches = True
    hypothesis = "The agent takes out, or changes, far more than its work needs."
    misses = "Much moved in many small calls (day_total); a first call of a kind, with no peers."
    runbook = (
        "Look at what the call touched and where it went. Compare with the agent's largest calls "
        "of the last week. Ask its owner whether a bulk job was planned."
    )

    def __init__(self, prior_n: float = 10.0, min_n: float = 10.0) -> None:
        check_positive(prior_n=prior_n, min_n=min_n)
        self.prior_n = prior_n
        self.min_n = min_n

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        known, others = own.volume, peers.volume
        n_items, n_bytes = x.n_items, x.n_bytes
        tool: Any = x.tool
        mine, theirs = known.tool_row(tool), others.tool_row(tool)
        # What is known of the tool comes first: the calls of a verb class are of many kinds.
        least = _NARROW
        if mine.items.n + theirs.items.n < self.min_n:
            mine, theirs, least = known.row(x.verb), others.row(x.verb), _WIDE
        p, is_of_bytes = 2.0, False
        if n_items and mine.items.n + theirs.items.n >= self.min_n:
            p = self._p(log_size(n_items), mine.items, theirs.items, least)
        if n_bytes:
            if mine.bytes.n + theirs.bytes.n < self.min_n:
                mine, theirs, least = known.row(x.verb), others.row(x.verb), _WIDE
            if mine.bytes.n + theirs.bytes.n >= self.min_n:
                p_bytes = self._p(known.log_of(n_bytes), mine.bytes, theirs.bytes, least)
                if p_bytes < p:
                    p, is_of_bytes = p_bytes, True
        if p > 1.0:
            return None
        if x.is_planned:
            p = 1.0
        elif p < _LARGE:
            p = _with_others(p, x, own)
        value, usual, their_usual = n_items, mine.items, theirs.items
        if is_of_bytes:
            value, usual, their_usual = n_bytes, mine.bytes, theirs.bytes
        return Score(p, float(value), _expm1(usual.mean), _expm1(their_usual.mean), usual.n)

    def _p(self, value: float, own: Sizes, theirs: Sizes, least: float) -> float:
        """How often the agent, and `prior_n` calls of its peers, would move as much or more."""
        n_peers = theirs.n if theirs.n < self.prior_n else self.prior_n
        n, mean = own.n + n_peers, own.mean
        share, apart = n_peers / n, theirs.mean - mean
        off = value - mean - share * apart
        if off <= _ROUNDED * value:
            return 1.0
        rest = 1.0 - share
        variance = rest * own.variance + share * (theirs.variance + rest * apart * apart)
        # With few calls the mean itself is uncertain.
        vague = 1.0 + 1.0 / n
        spread = variance if variance > least else least
        p = size_tail(off / sqrt(spread * vague))
        if spread < _WIDE:
            seldom = max(variance / (variance + off * off), 1.0 / (n + 1.0))
            p += seldom * size_tail(off / sqrt(_WIDE * vague))
        return 2.0 * p if p < 0.5 else 1.0

    def slot(self, x: Features, own: Profile, peers: Profile) -> int:
        return 1 + x.verb + 16 * (x.is_run)

    def reason(self, score: Score) -> str:
        return (
            f"{score.observed:.0f} items or bytes in one call; "
            f"usually {score.expected_by_agent:.0f}, its peers {score.expected_by_peers:.0f}"
        )


def _with_others(p: float, x: Features, own: Profile) -> float:
    """How odd the call is with other such calls of its session, if it is odder with them."""
    x.excess = excess = 3.0 + log(_LARGE / max(p, _LEAST)) / _PER_SIGMA
    session = own.sessions.live.get(x.session)
    if session is None or not session.n_large:
        return p
    n_large, n = session.n_large + 1, session.n_events + 1
    spread = n_large * (1.0 + (n_large - 1) * _SHARED)
    tail = size_tail((session.excess + excess) / sqrt(spread))
    choices = lgamma(n + 1.0) - lgamma(n_large + 1.0) - lgamma(n - n_large + 1.0)
    together = 2.0 * exp(min(0.0, log(max(tail, _LEAST)) + choices))
    if together >= p:
        return p
    x.is_run = True
    return together
