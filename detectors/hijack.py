"""A session changes things its agent never touches: it follows somebody else's orders."""

from math import exp, log, log1p
from typing import Final

from baselines import ChangesBaseline, Features, Profile, Session, SessionsBaseline
from baselines.changes import KNOWN, PEERS_KNOW
from baselines.session_peaks import CHANGING

from .base import Detector
from .score import Score

_ATTACKER: Final[tuple[float, ...]] = (0.15, 0.05, 0.12, 0.08, 0.05, 0.15, 0.05, 0.25, 0.10)
"""How often an attacker's change meets each level; fixed round figures, never fitted."""
_log1p: Final = log1p  # where this is compiled, `log1p` is looked up at each use
ASKED: Final = 0.3
"""What is left of the oddness of a change that the session was asked for: one choice, untuned."""


class Hijack(Detector):
    """One composite of novelty, of how new a tool's touches usually are, and of topic.

    Each changing (tool, target) pair counts once a session. Its oddness u grows with its novelty,
    with the likelihood ratio of its level (an attacker's against this agent's, backed off to its
    peers), and when no earlier tool of the session was about the same things; it shrinks when the
    session had looked at the same target before, as whoever does its job does. A session shows its
    two largest u, and whether the agent went back to reading after the change. Where the session
    declared what it was asked to do, a change that was asked for counts three tenths. Misses a
    hijacker who stays within the agent's own tools and targets, or looks before each change, and
    one who only reads.

    Examples
    --------
    >>> own = Profile()
    >>> session, _ = own[SessionsBaseline].open(Features(time=0.0, session=0))
    >>> x = Features(time=0.0, session=0, verb=3, is_changing=True, tool=1, target=2)
    >>> x = x.replace(pair=3, class_target=4, prefix=5, nouns=(6,))
    >>> relate(x, session, own, Profile())
    >>> score = Hijack().score_one(x, own, Profile())
    >>> round(score.observed, 2), Hijack().reason(score)
    (1.66, 'changes are 1.7 odd: new tools or targets, for it and its peers, off the topic')

    References
    ----------
    Measured on recorded hijacked agents: session AUROC .92 for work new to everybody, .95 for work
    the peers know. An average of many weak cues measured .76.
    """

    name = "hijack"
    stream = "hijack"
    baselines = (ChangesBaseline, SessionsBaseline)
    hypothesis = "The agent was led astray, or its session is driven by somebody else."
    misses = "A hijacker who uses the agent's own tools on its own targets, or who only reads."
    runbook = (
        "Read the session from its start: which content did the agent read before the first change "
        "that is new to it? Undo that change. Look for the same content in other sessions."
    )

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        session = own.sessions.of(x)
        if session is None:
            return None
        u1, u2, n_reads = session.u1, session.u2, session.n_reads_after
        if x.is_changing:
            u = x.u or 0.0
            if u > u1:
                u1, u2 = u, u1
            elif u > u2:
                u2 = u
        elif session.is_changed:
            n_reads += 1
        n_known = len(own.changes.known)
        if not u1:
            return Score(1.0, 0.0, 0.0, 0.0, float(n_known))
        observed = u1 + u2
        if n_reads:
            observed += 0.5 * _log1p(n_reads)
        return Score(exp(-observed), observed, 0.75, 0.75, float(n_known))

    def slot(self, x: Features, own: Profile, peers: Profile) -> int:
        return 1 + CHANGING

    def reason(self, score: Score) -> str:
        return (
            f"changes are {score.observed:.1f} odd: new tools or targets, for it and its peers, "
            "off the topic"
        )


def relate(x: Features, session: Session, own: Profile, peers: Profile) -> None:
    """Add what a first touch is *to this agent*: its level, and if it changes, its oddness."""
    changes, theirs = own.changes, peers.changes
    level = changes.level(x, theirs)
    x.level = level
    if not x.is_changing:
        return
    u = oddness(x, level, changes, theirs)
    if _is_off_topic(session.nouns, x.nouns):
        u += 0.5
    if session.has_looked_at(x.target):
        u -= 0.5
    x.u = ASKED * u if x.is_asked else u


def oddness(x: Features, level: int, own: ChangesBaseline, peers: ChangesBaseline) -> float:
    """How odd a change of this level is, whatever the topic of its session."""
    ratio = log(_ATTACKER[level] / own.p_level(x, level, peers))
    novelty = 0.0 if level == KNOWN else 0.25 if level == PEERS_KNOW else 1.0
    return 0.75 + 0.5 * novelty + 0.5 * min(1.0, max(-0.5, ratio))


def _is_off_topic(before: set[int], nouns: tuple[int, ...]) -> bool:
    """Whether a tool's name has nothing in common with those of the tools before it.

    A tool whose name is about nothing says nothing of the topic.
    """
    if not before or not nouns:
        return False
    for noun in nouns:  # noqa: SIM110  # a generator would take longer than the look-ups
        if noun in before:
            return False
    return True
