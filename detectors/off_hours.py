"""An agent is at work at an hour when it never is."""

from baselines import Features, HoursBaseline, Profile, SessionsBaseline

from .base import Detector
from .judging.parameters import check_positive
from .score import Score


class OffHours(Detector):
    """A session at an hour of day, on weekdays or weekends, that is rare for this agent.

    p is the share of past work at hours as rare as this or rarer. Judged at the first event
    of a session's hour; the others add nothing. Context only: an odd hour alone never raises an
    alert. Misses misuse at the usual hours.

    Parameters
    ----------
    prior_n
        How many own hours the peers are worth.
    min_n
        Abstains below this many hours, own and peers' together.

    Examples
    --------
    >>> own = Profile()
    >>> for hour in (9, 10, 11) * 30:
    ...     own[HoursBaseline].learn_one(Features(time=0.0, hour=hour))
    >>> score = OffHours().score_one(Features(time=0.0, hour=3, session=0), own, Profile())
    >>> score.p < 0.3, OffHours().reason(score)
    (True, 'at work in an hour with 0 of its 90 working hours')
    """

    name = "off_hours"
    stream = "context"
    baselines = (HoursBaseline, SessionsBaseline)
    hypothesis = "Somebody else drives the agent, or a job runs that nobody planned."
    misses = "Misuse at the usual hours; agents without a rhythm."
    runbook = "Check who or what started the session, and whether a schedule was changed."

    def __init__(self, prior_n: float = 24.0, min_n: float = 50) -> None:
        check_positive(prior_n=prior_n, min_n=min_n)
        self.prior_n = prior_n
        self.min_n = min_n

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        hour, mine, theirs = x.hour, own.hours, peers.hours
        if mine.total + theirs.total < self.min_n:
            return None
        session = own.sessions.live.get(x.session)
        p = 1.0 if session is not None and session.hour == hour else self._p(hour, mine, theirs)
        peer_share = theirs.counts[hour] / theirs.total if theirs.total else 0.0
        return Score(p, float(hour), float(mine.counts[hour]), peer_share, float(mine.total))

    def _p(self, hour: int, mine: HoursBaseline, theirs: HoursBaseline) -> float:
        """The share of expected work in hours as rare as this one, of the same half of the week."""
        own, peers, flat = mine.counts, theirs.counts, self.prior_n / 24.0
        scale = self.prior_n / theirs.total if theirs.total else 0.0
        now = own[hour] + scale * peers[hour] + flat
        start, total, as_rare = hour - hour % 24, 0.0, 0.0
        for at in range(start, start + 24):
            expected = own[at] + scale * peers[at] + flat
            total += expected
            if expected <= now:
                as_rare += expected
        return as_rare / total

    def reason(self, score: Score) -> str:
        return (
            f"at work in an hour with {score.expected_by_agent:.0f} of its "
            f"{score.n:.0f} working hours"
        )
