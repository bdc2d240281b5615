"""Which calls of a session to look at first: how odd one call is by itself."""

import math
from typing import Final

from baselines import ChangesBaseline, Features, Profile, SequenceBaseline, SessionsBaseline
from baselines.changes import KNOWN
from baselines.sequence import UNIFORM

from .base import Detector
from .hijack import ASKED, oddness
from .score import Score

_PRIOR_N: Final = 3.0
"""Calls that the peers' steps are worth."""
_MOST: Final = 4.0
"""Nats beyond which reading is no odder: it stays below what an ordinary change scores."""


class OddCall(Detector):
    """Orders the calls of all sessions: changes by what hijack sees in them, mostly above reading.

    A change scores 2 + 2 u (`Features.u`), also when its session repeats it. A call that only reads
    scores a quarter of two surprises in nats, each four at the most: that this tool comes after the
    last one, and that a touch new to the agent is as new as this one. It is an order, not a
    probability, and never evidence: a session's is hijack's. Abstains on reading while nothing was
    learned. Misses what `Hijack` misses.

    Examples
    --------
    >>> x = Features(time=0.0, session=0, verb=3, is_changing=True, tool=1, target=2)
    >>> x = x.replace(pair=3, level=7, u=1.75)
    >>> score = OddCall().score_one(x, Profile(), Profile())
    >>> score.observed, OddCall().reason(score)
    (5.5, 'this call is 5.5 odd by itself; an ordinary change is 3.5')
    """

    name = "odd_call"
    stream = "shadow"
    baselines = (ChangesBaseline, SequenceBaseline, SessionsBaseline)
    hypothesis = "This is the call of the session that its agent would not have made by itself."
    misses = "A change among the agent's own tools and targets, and what a session adds up to."
    runbook = "Start with the call that scores highest, and read what the agent had read before it."

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        changes, theirs = own.changes, peers.changes
        level = x.level
        if x.is_changing:
            u = x.u
            if u is None:
                session = own.sessions.live.get(x.session)
                if session is None or x.pair not in session.touched:
                    return None
                u = oddness(x, session.touched[x.pair].level, changes, theirs)
                if x.is_asked:
                    u *= ASKED
            observed, usual = 2.0 + 2.0 * u, 3.5
        elif not changes.known:
            return None
        else:
            if level is None:
                session = own.sessions.live.get(x.session)
                touch = session.touched.get(x.pair) if session is not None else None
                level = touch.level if touch is not None else KNOWN
            # What it knows is no news; what was new to the session stays new when repeated.
            new = -math.log(changes.p_level(x, level, theirs)) if level != KNOWN else 0.0
            observed = 0.25 * (min(new, _MOST) + min(_step(x, own, peers), _MOST))
            usual = 0.0
        n = float(len(changes.known))
        return Score(math.exp(-observed), observed, usual, usual, n)

    def reason(self, score: Score) -> str:
        return f"this call is {score.observed:.1f} odd by itself; an ordinary change is 3.5"


def _step(x: Features, own: Profile, peers: Profile) -> float:
    """How surprising it is, in nats, that this tool comes after the last one.

    The agent's own steps are backed off to its peers' steps, and those to the tool alone.
    """
    mine, theirs, tool = own.sequence, peers.sequence, x.tool
    live = mine.live(x.session, x.time)
    p = mine.share(0, tool, theirs.share(0, tool, UNIFORM))
    if live is not None and live.tool:
        context, gram = live.tool, live.gram(tool)
        p = _after(theirs.grams, context, gram, p)
        p = _after(mine.grams, context, gram, p)
    return -math.log(p)


def _after(grams: dict[int, int], context: int, gram: int, p: float) -> float:
    """Back the share of a step off to what these grams say of it."""
    seen = grams.get(gram, 0)
    return (seen + _PRIOR_N * p) / (max(grams.get(context, 0), seen) + _PRIOR_N)
