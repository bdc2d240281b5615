"""A session uses tools in an order that fits its peers better than the agent itself."""

from math import log
from typing import Any, Final

from baselines import Features, Profile, SequenceBaseline
from baselines.live_sequence import LiveSequence, chain
from baselines.sequence import UNIFORM

from .base import Detector
from .judging.parameters import check_positive
from .judging.tail import size_tail
from .score import Score

STRANGERS: Final = 0.05
"""How often others that act in an agent's name are none of its peers, and use any tool."""


class Sequence(Detector):
    """Mean surprise of a session's steps, against what is usual for the agent's sessions.

    A step's surprise is ln P(tool | context) by others minus the same by the agent, so what is rare
    for everybody counts little, and an agent's own habit counts for it. Others are its peers, and
    one in twenty a stranger to whom all tools are alike. The agent is backed off half to its peers,
    half to any tool. Without peers this is its plain surprise after longer contexts, up to a
    constant. Misses an intruder with the agent's habits and one odd call among many; abstains until
    some sessions have ended.

    Parameters
    ----------
    min_n
        Steps the agent must have taken before surprise is measured.
    min_sessions
        Abstains below this many ended sessions whose surprise is known.

    Examples
    --------
    >>> own, peers = Profile(), Profile()
    >>> detector = Sequence()
    >>> for i in range(2_000):
    ...     x = Features(time=60.0 * i, session=i // 20, tool=7 + i % 2)
    ...     _ = detector.score_one(x, own, peers)
    ...     own[SequenceBaseline].learn_one(x)
    >>> for i in range(20):
    ...     x = Features(time=2e5 + i, session=999, tool=7 + i)
    ...     score = detector.score_one(x, own, peers)
    ...     own[SequenceBaseline].learn_one(x)
    >>> score.p < 1e-6, detector.reason(score)
    (True, 'steps fit its peers better than itself by 8.8 nats on average; usually -5.4')

    References
    ----------
    Measured on masqueraders among users: Maxion and Townsend (2002); Lane and Brodley (1999).
    """

    name = "sequence"
    stream = "context"
    teaches = True
    baselines = (SequenceBaseline,)
    hypothesis = "Somebody else acts under the agent's name, or it was given other work."
    misses = "An intruder with the agent's habits; one odd call, or a new tool (hijack)."
    runbook = (
        "Compare the order of tools in this session with an ordinary one of the agent. "
        "Ask its owner for new work or a new version. Look whose habits it has instead."
    )

    def __init__(self, min_n: float = 20.0, min_sessions: float = 10.0) -> None:
        check_positive(min_n=min_n, min_sessions=min_sessions)
        self.min_n = min_n
        self.min_sessions = min_sessions

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        mine = own.sequence
        if mine.n_steps < self.min_n:
            return None
        live, theirs = mine.live(x.session, x.time), peers.sequence
        surprise = _surprise(x, mine, theirs, live)
        usual = mine.usual
        n, total = (1, surprise) if live is None else (live.n + 1, live.total + surprise)
        mean = total / n
        if usual.n < self.min_sessions:
            return None
        off = mean - usual.mean
        # Half of all sessions are less odd than usual: no need to say by how much.
        p = 2.0 * size_tail(off / usual.sigma(n)) if off > 0.0 else 1.0
        return Score(p, mean, usual.mean, theirs.usual.mean, usual.n)

    def teach(self, x: Features, own: Profile, peers: Profile) -> None:
        mine = own.sequence
        if mine.n_steps >= self.min_n:
            _surprise(x, mine, peers.sequence, mine.live(x.session, x.time))

    def reason(self, score: Score) -> str:
        return (
            f"steps fit its peers better than itself by {score.observed:.1f} nats on average; "
            f"usually {score.expected_by_agent:.1f}"
        )


def _surprise(
    x: Features, mine: SequenceBaseline, theirs: SequenceBaseline, live: LiveSequence | None
) -> float:
    """How much likelier this step is for others than for the agent, in nats.

    Peers are known here and nowhere later: so it is a feature, and the baseline adds it up over the
    session.
    """
    tool: Any = x.tool
    is_alone = x.is_alone = not theirs.n_steps
    if is_alone:
        by_others, by_own = UNIFORM, mine.long_share(live, tool, UNIFORM)
    else:
        context: Any = 0 if live is None else live.tool
        both: Any = chain(context, tool)
        by_peers = theirs.open_share(context, tool, both, UNIFORM)
        by_own = mine.open_share(context, tool, both, 0.5 * (by_peers + UNIFORM))
        by_others = by_peers + STRANGERS * (UNIFORM - by_peers)
    surprise = x.surprise = log(by_others / by_own)
    return surprise
