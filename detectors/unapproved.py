"""An agent does without approval what it always had approved."""

from typing import Final

from baselines import ApprovalsBaseline, Features, Profile

from .base import Detector
from .judging.parameters import check_points, check_positive
from .judging.points import Points
from .score import Score

_SERIOUS = (2, 5, 6, 7)  # delete, pay, auth, admin
_MIN_P: Final = 1e-300


class Unapproved(Detector):
    """A call without approval of a tool that was approved practically every time.

    Who usually asks is known from its own past, or, for a newcomer, from its peers'; no list of
    tools is needed. Straight to policy: the first such call raises an alert, and further ones in
    a row ask for a stop where the tool deletes, pays, or gives rights. Misses agents that never
    asked, tools the agent uses for the first time, and approvals that somebody forged.

    Parameters
    ----------
    min_n
        Past calls of the tool, its own or its peers', below which it abstains.
    share
        Share of them that was approved, from which asking counts as its habit.
    alert_at, stop_at
        Points that raise an alert, and points that ask for a stop.
    first, further
        Points of the first call without approval, and of each further one in a row.

    Examples
    --------
    >>> own, x = Profile(), Features(time=0.0, tool=7, verb=5, is_changing=True)
    >>> for _ in range(30):
    ...     own[ApprovalsBaseline].learn_one(x.replace(is_approved=True))
    >>> score = Unapproved().score_one(x.replace(is_approved=False), own, Profile())
    >>> score.points.total, Unapproved().reason(score)
    (70.0, 'no approval, where 100 % of its last 30 calls of this tool had one')
    """

    name = "unapproved"
    stream = "direct"
    baselines = (ApprovalsBaseline,)
    hypothesis = "The agent, or somebody who drives it, goes around whoever has to agree."
    misses = "Agents that never asked; a tool used for the first time; forged approvals."
    runbook = (
        "Ask whoever approves this agent's calls whether they agreed. If nobody did, take back "
        "what the call did, and look at what the agent read before it."
    )

    def __init__(
        self,
        min_n: float = 10.0,
        share: float = 0.97,
        alert_at: float = 65.0,
        stop_at: float = 90.0,
        first: float = 70.0,
        further: float = 10.0,
    ) -> None:
        check_positive(min_n=min_n, share=share)
        check_points(alert_at=alert_at, stop_at=stop_at, first=first, further=further)
        self.min_n = min_n
        self.share = share
        self.alert_at = alert_at
        self.stop_at = stop_at
        self.first = first
        self.further = further

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        if not x.is_changing:
            return None
        n, approved, run = own[ApprovalsBaseline].row(x.tool)
        if n < self.min_n:
            n, approved, _ = peers[ApprovalsBaseline].row(x.tool)
            if n < self.min_n:
                return None
        usual = approved / n
        if x.is_approved or usual < self.share:
            return Score(1.0, float(x.is_approved), usual, usual, float(n))
        terms = [("no approval", self.first)]
        if run and x.verb in _SERIOUS:
            terms.append((f"{run} without one before it", self.further * run))
        points = Points.of(tuple(terms), self.alert_at, self.stop_at)
        p = max(_MIN_P, (1.0 - usual + 1.0 / (n + 2.0)) ** (run + 1))
        return Score(min(1.0, p), 0.0, usual, usual, float(n), points)

    def reason(self, score: Score) -> str:
        return (
            f"no approval, where {100 * score.expected_by_agent:.0f} % of its last "
            f"{score.n:.0f} calls of this tool had one"
        )
