"""One detector as a monitor asks it, and where what it says goes."""

import math
from typing import Any, Final

from baselines import Features, OddEvents, Profile, Session
from detectors import Calibration, Detector, Score

from ..events import ActionEvent
from .breaking_down import odd_event

_PEAK_STEP: Final = 0.25
_PEAK_P: Final = math.exp(-3.0)


class Scorer:
    """A detector with its place in the evidence.

    Parameters
    ----------
    detector
        Who is asked.
    base
        The first of its calibration slots; 0 where no session keeps its statistics here.
    bit
        Of its stream, 0 when it is no evidence.
    is_scored
        Whether anybody reads the score: if not, it is only asked to teach.

    Examples
    --------
    >>> from detectors import Burst
    >>> Scorer(Burst(), base=32, bit=2, is_scored=True).name
    'burst'
    """

    def __init__(self, detector: Detector, base: int, bit: int, is_scored: bool) -> None:
        self.detector = detector
        self.name = detector.name
        self.base = base
        self.bit = bit
        self.is_scored = is_scored

    def learn_peak(
        self,
        event: ActionEvent,
        x: Features,
        own: Profile,
        peers: Profile,
        session: Session,
        calibration: Calibration,
        score: Score,
    ) -> bool:
        """Keep the session's largest statistic; whether its evidence has to be combined anew."""
        if score.p >= _PEAK_P or not self.base:
            return False
        statistic = -math.log(score.p)
        slot: Any = self.base + self.detector.slot(x, own, peers)  # one object for all look-ups
        # Small steps change no decision; below what is ordinary, neither do large ones, and each
        # would cost a combination: the session's end takes them in.
        if statistic <= session.peaks.get(slot, 0.0) + _PEAK_STEP:
            return False
        session.peaks[slot] = statistic
        if not self.bit or statistic <= calibration.ordinary(slot):
            return False
        odd = odd_event(event, x.time, self.name, slot, statistic, score)
        own[OddEvents].add(x.session, session.start, odd, own.sessions.live)
        return True
