"""An agent keeps sending to a place that neither it nor its peers ever sent to before."""

from math import comb

from baselines import ChangesBaseline, Features, OutletsBaseline, Profile
from baselines.outlets import SEND

from .base import Detector
from .judging.parameters import check_positive
from .score import Score

_USUAL = Score(1.0, 0.0, 0.0, 0.0, 1.0)


class NewOutlet(Detector):
    """A little leaves with every session: each call is ordinary, only that it goes there is not.

    Were the sessions of an agent alike, those that send to one place would lie anywhere among them.
    p is how often all `n` of them come as late as these do, times the places there are to choose
    from: exact, whatever the agent sends and how often. It speaks at four of them, and again when
    their number has doubled: one new partner, met in three sessions running, is no leak. What two
    peers know is nobody's outlet. Misses a single large theft (volume, day_total), many places used
    once each (spree), and a place of a family that the agent knows.

    Parameters
    ----------
    min_n
        Sessions the agent must have ended before it first sent there.

    Examples
    --------
    >>> from baselines.touch import Touch
    >>> own = Profile()
    >>> for session in range(48):
    ...     sent = {9: Touch(SEND, 7, 1, 2, 3, 4)} if session >= 45 else {}
    ...     own[OutletsBaseline].learn_session(sent)
    >>> x = Features(time=0.0, verb=SEND, target=2, prefix=4, level=0)
    >>> score = NewOutlet().score_one(x, own, Profile())
    >>> score.p < 1e-5
    True
    >>> NewOutlet().reason(score)[:63]
    'sent in 4 of its last 4 sessions to a place new to it and its p'
    """

    name = "new_outlet"
    stream = "hijack"
    baselines = (ChangesBaseline, OutletsBaseline)
    hypothesis = "The agent leaks a little with every session."
    misses = "One large theft (volume, day_total); a place of a family that the agent knows."
    runbook = (
        "Find out who owns the place it sends to, and what was sent there since the first time. "
        "Ask its owner whether a new partner was agreed on. Block the place before the agent."
    )

    def __init__(self, min_n: float = 10.0) -> None:
        check_positive(min_n=min_n)
        self.min_n = min_n

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        if x.verb != SEND:
            return None
        outlets = own[OutletsBaseline]
        before = outlets.n_sessions
        if before < self.min_n:
            return None
        place = x.prefix or x.target
        known = outlets.places.get(place)
        if known is None or x.level is None or x.is_approved:
            return _USUAL
        since, n, told = known
        n += 1
        if n < 2 * told or since < self.min_n or peers.changes.known.get(place, 0) >= 2:
            return _USUAL
        late = before - since + 1
        p = len(outlets.places) * comb(late, n) / comb(since + late, n)
        return Score(min(1.0, p), float(n), float(late), 0.0, float(since))

    def slot(self, x: Features, own: Profile, peers: Profile) -> int:
        return 1 + SEND

    def reason(self, score: Score) -> str:
        return (
            f"sent in {score.observed:.0f} of its last {score.expected_by_agent:.0f} sessions to "
            f"a place new to it and its peers, and in none of {score.n:.0f} before"
        )
