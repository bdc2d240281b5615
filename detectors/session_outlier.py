"""A session as a whole is unlike the sessions of the agent's trade."""

from typing import Final

from baselines import Features, Profile, SessionsBaseline, SessionVectors

from .base import Detector
from .score import Score

_JUDGED_AT: Final = frozenset(n << k for k in range(14) for n in (4, 6))


class SessionOutlier(Detector):
    """Length, breadth, verbs, novelty, failures, sizes and hour together, to half-space trees.

    One forest of River's for a cohort, grown anew with each snapshot on a few of the last sessions
    of every member. A session is judged at its 4th, 6th, 8th, 12th call and so on, never at every
    event; p is how many of the peers' sessions that the forest did not grow on scored as high, so
    it is never below one in their number: context, and no proof. Misses what a whole trade does,
    sessions under four calls, one odd call in a long session, and cohorts with few sessions.

    Examples
    --------
    >>> from baselines import Session
    >>> peers, own = Profile(), Profile()
    >>> for i in range(96):
    ...     usual = Session(0.0)
    ...     usual.n_events, usual.verbs = 8 + i % 3, 1
    ...     member = SessionVectors()
    ...     member.learn_session(usual)
    ...     peers[SessionVectors].merge_one(member)
    >>> session, _ = own[SessionsBaseline].open(Features(time=0.0, session=5))
    >>> session.n_events, session.verbs, session.n_failed, session.n_bytes = 768, 7, 700, 10**9
    >>> score = SessionOutlier().score_one(Features(time=0.0, session=5), own, peers)
    >>> score.p < 0.03, SessionOutlier().reason(score)
    (True, 'the session is unlike those of its peers: 2.0 % of theirs are as odd')

    References
    ----------
    Tan, Ting and Liu (2011), Fast anomaly detection for streaming data.
    """

    name = "session_outlier"
    stream = "context"
    baselines = (SessionsBaseline,)
    shared = (SessionVectors,)
    hypothesis = "The agent does other work than its trade, or somebody else does it in its name."
    misses = "What a whole trade does; short sessions; one odd call in a long session (hijack)."
    runbook = (
        "Compare the session with three ordinary ones of its cohort: length, verbs, new targets, "
        "failures, sizes, hour. Ask its owner whether it was given other work."
    )

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        session = own.sessions.of(x)
        if session is None or session.n_events not in _JUDGED_AT:
            return None
        judged = peers[SessionVectors].judge(session)
        if judged is None:
            return None
        score, p, usual, n = judged
        return Score(p, score, 0.0, usual, float(n))

    def reason(self, score: Score) -> str:
        return (
            f"the session is unlike those of its peers: {100 * score.p:.1f} % of theirs are as odd"
        )
