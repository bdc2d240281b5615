"""An agent goes from one new target to the next."""

import math

from baselines import Features, NewTouches, Profile

from .base import Detector
from .judging.parameters import check_positive
from .score import Score

_MOST = 700.0


class Spree(Detector):
    """Surveys, mass mailings, overwriting: more new targets in a row than this agent ever meets.

    Each first touch of a session is held against how often this agent, with this tool, meets what
    it never touched; the evidence of a run of them adds up, and known targets take it back. So an
    agent that always meets new things has to meet very many, and one that hardly ever does a few:
    at any pace, and fewer still in a rush that is not this agent's. Reading and changing run apart,
    and approved calls are left out. Misses sprees among known targets (burst), single new targets
    (hijack, high_impact), and an agent whose every target is new.

    Parameters
    ----------
    min_n
        First touches of the class that must have been counted.

    Examples
    --------
    >>> own = Profile()
    >>> for i in range(60):
    ...     x = Features(time=9.0 * i, tool=7, is_changing=True, level=0)
    ...     own[NewTouches].learn_one(x)
    >>> for i in range(5):
    ...     own[NewTouches].learn_one(x.replace(time=600.0 + i, level=7))
    >>> score = Spree().score_one(x.replace(time=605.0, level=7), own, Profile())
    >>> score.p < 1e-6, Spree().reason(score)
    (True, 'a run of new targets worth 25 nats; usually 8 % of its targets are new')
    """

    name = "spree"
    stream = "burst"
    baselines = (NewTouches,)
    hypothesis = "The agent surveys, mails, opens or overwrites what is none of its business."
    misses = "Sprees among known targets; one new target; an agent that only meets new ones."
    runbook = (
        "List the session's targets that are new to the agent: are they of one kind? Ask its owner "
        "whether it was given a new field. Look at where what it read went."
    )

    def __init__(self, min_n: float = 40.0) -> None:
        check_positive(min_n=min_n)
        self.min_n = min_n

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        touches, at = own.new_touches, x.is_changing
        n = touches.n(at)
        if n < self.min_n:
            return None
        if x.level is None or x.is_approved or x.is_planned:
            return Score(1.0, 0.0, 0.0, 0.0, float(n))
        run = touches.run(at, x.time) + touches.ratio(x)
        run = min(_MOST, max(0.0, run))
        return Score(math.exp(-run), run, touches.usual_share(x), 0.0, float(n))

    def slot(self, x: Features, own: Profile, peers: Profile) -> int:
        return int(x.is_changing)

    def reason(self, score: Score) -> str:
        return (
            f"a run of new targets worth {score.observed:.0f} nats; "
            f"usually {100 * score.expected_by_agent:.0f} % of its targets are new"
        )
