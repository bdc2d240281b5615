"""How odd it is that an agent comes with something new, by how often it and its peers do."""

from collections.abc import Iterable

from baselines import Features, IdentityBaseline, Profile

from ..base import Detector
from ..score import Score
from .parameters import check_positive

_SHARED = 2


class Newness(Detector):
    """Something that an agent comes with for the first time, held against how often that happens.

    Parameters
    ----------
    prior_days
        How many days of an agent's own past its peers are worth.
    min_days
        Days of its own, and its peers' together, below which it abstains.
    """

    stream = "context"
    baselines = (IdentityBaseline,)
    shared = (IdentityBaseline,)

    def __init__(self, prior_days: float = 10.0, min_days: float = 3.0) -> None:
        check_positive(prior_days=prior_days, min_days=min_days)
        self.prior_days = prior_days
        self.min_days = min_days

    def named(self, x: Features) -> Iterable[tuple[int, int]]:
        """Kind and hash of what is looked at; the hash is 0 where the event does not name it."""
        raise NotImplementedError

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        mine, theirs = own.identity, peers.identity
        if mine.n_days + theirs.n_days < self.min_days:
            return None
        return newness(self.named(x), mine, theirs, self.prior_days)


def newness(
    named: Iterable[tuple[int, int]],
    mine: IdentityBaseline,
    theirs: IdentityBaseline,
    prior_days: float,
) -> Score | None:
    """The score of what an event names, kind by kind; `None` where it names nothing.

    `observed` is the kind whose newness is rarest, or -1 where nothing is new. The first of a kind
    is not new, and neither is what two peers have. p is the least rate times the kinds named.

    Examples
    --------
    >>> mine = IdentityBaseline()
    >>> for day in range(60):
    ...     mine.learn_one(Features(time=86_400.0 * day, credential=7, address=0))
    >>> score = newness([(0, 9), (1, 0)], mine, IdentityBaseline(), prior_days=10.0)
    >>> score.observed, round(score.p, 3), newness([(0, 0)], mine, mine, 10.0) is None
    (0.0, 0.071, True)
    """
    n_named, least, rarest = 0, 1.0, -1
    for kind, symbol in named:
        if not symbol:
            continue
        n_named += 1
        known = mine.known[kind]
        if not known or symbol in known or theirs.known[kind].get(symbol, 0) >= _SHARED:
            continue
        p = rate_of(mine, theirs, kind, prior_days)
        if rarest < 0 or p < least:
            least, rarest = p, kind
    if not n_named:
        return None
    if rarest < 0:
        return _KNOWN
    usual = (theirs.n_new[rarest] + 0.5) / (theirs.n_days + 1.0)
    return Score(min(1.0, least * n_named), float(rarest), least, usual, float(mine.n_days))


def rate_of(
    mine: IdentityBaseline, theirs: IdentityBaseline, kind: int, prior_days: float
) -> float:
    """How often, on one of its days, an agent comes with something new of this kind; at most 1.

    Examples
    --------
    >>> rate_of(IdentityBaseline(), IdentityBaseline(), 0, 10.0)
    0.5
    """
    usual = (theirs.n_new[kind] + 0.5) / (theirs.n_days + 1.0)
    rate = (mine.n_new[kind] + prior_days * usual) / (mine.n_days + prior_days)
    return rate if rate < 1.0 else 1.0


_KNOWN = Score(1.0, -1.0, 0.0, 0.0, 1.0)
