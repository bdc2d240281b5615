"""An agent that is always at work was not, for much longer than it ever rests."""

from typing import Final

from baselines import Features, Profile, SessionPeaks, SilencesBaseline
from baselines.silences import DAY_S

from .base import Detector
from .judging.parameters import check_positive
from .score import Score

_MIN_P: Final = 1e-300


class Silence(Detector):
    """The pause before this event, against the agent's three longest pauses so far.

    Nights, weekends and holidays are pauses like all others, so a rhythm needs no model: beyond the
    third longest, p falls as a power of the length, from three in the number of sessions. It is
    judged when the agent is heard of again, never by a clock: a result depends on the log alone,
    and no event tells of what does not happen. So it misses an agent that stays silent for good
    (the snapshot's number of active agents falls), one younger than `least_age_days`, and pauses
    no longer than its longest. Context only: `dormant` asks after weeks.

    Parameters
    ----------
    power
        How fast longer pauses become rarer; 2 is that of durations with a finite mean.
    least_age_days
        Days an agent must have been seen before its pauses are known, a weekend among them.

    Examples
    --------
    >>> own = Profile()
    >>> for hour in range(24 * 10):
    ...     own[SilencesBaseline].learn_one(Features(time=3_600.0 * hour))
    ...     own[SessionPeaks].learn_session({}, 3_600.0 * hour, 0)
    >>> score = Silence().score_one(Features(time=86_400.0 * 11), own, Profile())
    >>> score.p < 1e-4, Silence().reason(score)
    (True, 'was silent for 25.0 hours; its third longest pause was 1.0')
    """

    name = "silence"
    stream = "context"
    baselines = (SessionPeaks, SilencesBaseline)
    hypothesis = "The agent was switched off, or it acted where nobody could see it."
    misses = "An agent that never comes back; a pause no longer than its longest; its youth."
    runbook = (
        "Ask its owner whether it was switched off. If not, look for what it did meanwhile in the "
        "logs of the systems it works on: its own may have been withheld."
    )

    def __init__(self, power: float = 2.0, least_age_days: float = 8.0) -> None:
        check_positive(power=power, least_age_days=least_age_days)
        self.power = power
        self.least_age_days = least_age_days

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        mine = own[SilencesBaseline]
        longest, first = mine.longest, mine.first
        if first is None or len(longest) < 3:
            return None
        if mine.last - first < self.least_age_days * DAY_S:
            return None
        peaks = own.peek(SessionPeaks)
        n = 0.0 if peaks is None else float(peaks.n_total)
        if n < len(longest):
            return None
        silent, third = mine.silent_s(x.time), longest[-1]
        if silent <= longest[0]:
            return Score(1.0, silent / 3_600.0, third / 3_600.0, 0.0, n)
        p = len(longest) / n * (third / silent) ** self.power
        return Score(max(_MIN_P, p), silent / 3_600.0, third / 3_600.0, 0.0, n)

    def reason(self, score: Score) -> str:
        return (
            f"was silent for {score.observed:.1f} hours; its third longest pause was "
            f"{score.expected_by_agent:.1f}"
        )
