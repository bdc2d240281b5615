"""An agent does what its owner's declaration rules out."""

from collections.abc import Mapping
from typing import Any

from baselines import Features, Profile

from .base import Detector
from .judging.agent_facts import parse_facts
from .judging.parameters import check_points
from .judging.points import Points
from .score import Score

RETIRED, EXPIRED, TOOL, CREDENTIAL = 1, 2, 4, 8
"""What of a declaration an event violates: the bits of `Features.undeclared`."""


class Undeclared(Detector):
    """An undeclared tool or credential, or an agent at work that is retired or expired.

    Declarations are configuration, so they are published, signed, versioned and rolled back as
    all of it is, and take effect with the next snapshot: `agents`, by tenant/agent, each with what
    it may use and until when. No statistic is needed, and no habit excuses. Straight to policy, on
    the first call. Misses misuse within what is declared, and agents of which nothing is.

    Parameters
    ----------
    agents
        By tenant/agent, or a beginning of it that ends in `*`: `tools`, `credentials`, `until` and
        `retired` (`AgentFacts`); the longest name that fits counts. With none it abstains.
    alert_at, stop_at
        Points that raise an alert, and points that ask for a stop. A retired or expired agent and
        an undeclared tool that changes something are worth 95 and more, an undeclared credential
        80, and an undeclared tool that reads 70.

    Examples
    --------
    >>> detector = Undeclared(agents={"default/mail-7": {"tools": ["read_mail"]}})
    >>> x = Features(time=0.0, undeclared=TOOL, is_changing=True)
    >>> score = detector.score_one(x, Profile(), Profile())
    >>> score.points.total, detector.reason(score)
    (95.0, 'it changed something with a tool that its owner did not declare')
    """

    name = "undeclared"
    stream = "direct"
    baselines = ()
    hypothesis = "The agent was given, or took, what its owner never meant it to have."
    misses = "Misuse within what is declared; agents of which nothing is declared."
    runbook = (
        "Ask the agent's owner whether the declaration is out of date. If it is not, revoke what "
        "the agent used, and look at who gave it to the agent."
    )

    def __init__(
        self,
        agents: Mapping[str, Any] | None = None,
        alert_at: float = 65.0,
        stop_at: float = 90.0,
    ) -> None:
        parse_facts(agents)
        check_points(alert_at=alert_at, stop_at=stop_at)
        self.agents = agents
        self.alert_at = alert_at
        self.stop_at = stop_at

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        violated = x.undeclared
        if violated is None:
            return None
        if not violated:
            return _AS_DECLARED
        if violated & RETIRED:
            term = _RETIRED
        elif violated & EXPIRED:
            term = _EXPIRED
        elif violated & TOOL and x.is_changing:
            term = _CHANGED
        else:
            term = _CREDENTIAL if violated & CREDENTIAL else _READ
        points = Points.of((term,), self.alert_at, self.stop_at)
        return Score(1e-6, 1.0, 0.0, 0.0, 1.0, points)

    def reason(self, score: Score) -> str:
        if score.points is None:
            return "it keeps to what its owner declared"
        return _SENTENCES[score.points.terms[0]]


_RETIRED = ("retired", 97.0)
_EXPIRED = ("expired", 96.0)
_CHANGED = ("undeclared tool, changing", 95.0)
_CREDENTIAL = ("undeclared credential", 80.0)
_READ = ("undeclared tool, reading", 70.0)
_SENTENCES = {
    _RETIRED: "it is declared as retired, and at work",
    _EXPIRED: "its declaration has expired, and it is still at work",
    _CHANGED: "it changed something with a tool that its owner did not declare",
    _CREDENTIAL: "it uses a credential that its owner did not declare",
    _READ: "it reads with a tool that its owner did not declare",
}
_AS_DECLARED = Score(1.0, 0.0, 0.0, 0.0, 1.0)
