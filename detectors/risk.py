"""From the detectors' statistics in a session to evidence, and from evidence to risk."""

import math
import zlib
from collections.abc import Iterable, Mapping

import msgspec

from baselines import Profile, Session, SessionPeaks

from .base import MAX_SLOTS, Detector
from .calibration import Calibration
from .config import Config

_COLD_SESSIONS = 20.0
_MIN_P = 1e-300


class Thresholds(msgspec.Struct, frozen=True):
    """Evidence, in nats, at which an alert is raised and a stop requested."""

    alert: float
    stop: float


class Risk:
    """Combines the streams of one session; fixed weights, e-values, and no tuning to data.

    Each stream keeps its largest statistic; its calibrated p becomes e = 0.5 p^-0.5, and the
    session's evidence is their weighted average, valid whatever their dependence. Over sessions
    it is a CUSUM. A stream whose detectors abstain counts 1. Towards a stop, a stream counts only
    when the detector that leads it is promoted.

    Parameters
    ----------
    config
        Weights, dials and stages.
    detectors
        The detectors in use.

    Examples
    --------
    >>> from detectors import Burst
    >>> risk = Risk(Config(), [Burst()])
    >>> session = Session(0.0)
    >>> session.peaks[risk.base(Burst()) + 2] = 30.0
    >>> calibration = Calibration(SessionPeaks())
    >>> [round(nats, 1) for nats in risk.log_e(session, calibration)]
    [13.3, 0.0]

    References
    ----------
    Averages of e-values: Vovk and Wang (2021). CUSUM of e-values: Shin, Ramdas and Rinaldo (2022).
    """

    def __init__(self, config: Config, detectors: Iterable[Detector]) -> None:
        self.config = config
        self._base: dict[str, int] = {}
        self._stream_of: dict[int, tuple[str, str]] = {}
        self._promoted: set[str] = set()
        for detector in detectors:
            setting = config.detectors.get(detector.name)
            if setting is None or setting.stage == "shadow" or detector.stream == "direct":
                continue
            code = zlib.crc32(detector.name.encode()) & 0x7FFF
            if code in self._stream_of:
                raise ValueError(f"detector {detector.name!r} collides with another; rename it")
            self._base[detector.name] = code * MAX_SLOTS
            self._stream_of[code] = (detector.stream, detector.name)
            if setting.stage == "promoted":
                self._promoted.add(detector.name)

    def base(self, detector: Detector) -> int | None:
        """The first of a detector's calibration slots; `None` when it is no evidence."""
        return self._base.get(detector.name)

    def log_e(self, session: Session, calibration: Calibration) -> tuple[float, float]:
        """Evidence of one session in nats, of all detectors and of the promoted ones alone."""
        e = e_stop = 1.0
        for stream, (p, name) in self._by_stream(session.peaks, calibration).items():
            gain = self.config.weights.get(stream, 0.0) * (0.5 / math.sqrt(max(p, _MIN_P)) - 1.0)
            e += gain
            if name in self._promoted:
                e_stop += gain
        return math.log(e), math.log(e_stop)

    def shares(self, session: Session, calibration: Calibration) -> dict[str, float]:
        """Each detector's share of the session's evidence, largest first."""
        parts = {
            name: self.config.weights.get(stream, 0.0) * 0.5 / math.sqrt(max(p, _MIN_P))
            for stream, (p, name) in self._by_stream(session.peaks, calibration).items()
        }
        total = sum(parts.values())
        ranked = sorted(parts.items(), key=lambda part: (-part[1], part[0]))
        return {name: part / total for name, part in ranked} if total else {}

    def _by_stream(
        self, peaks: Mapping[int, float], calibration: Calibration
    ) -> dict[str, tuple[float, str]]:
        """Each stream's smallest calibrated p, times how many there were to choose from."""
        least: dict[str, tuple[float, str]] = {}
        tried: dict[str, int] = {}
        for slot, statistic in peaks.items():
            member = self._stream_of.get(slot // MAX_SLOTS)
            if member is None:
                continue
            stream, name = member
            p = calibration.p(slot, statistic) if statistic else 1.0
            tried[stream] = tried.get(stream, 0) + 1
            if stream not in least or p < least[stream][0]:
                least[stream] = (p, name)
        return {stream: (min(1.0, p * tried[stream]), name) for stream, (p, name) in least.items()}

    def thresholds(self, own: Profile, peers: Profile) -> Thresholds:
        """Evidence to act on, from the dials, the sessions a day and how much is known.

        For an agent with few sessions behind it the thresholds are wider, never infinite.
        """
        theirs = peers[SessionPeaks]
        a_day = self.config.sessions_per_agent_day
        if theirs.n_total:
            a_day = max(1.0, theirs.n_total / theirs.agent_days)
        wider = 1.0 + _COLD_SESSIONS / (own[SessionPeaks].n_total + 1.0)
        scale = 1_000.0 * self.config.kappa * self.config.margin * a_day * wider
        return Thresholds(
            math.log(max(2.0, scale / self.config.alerts_per_1000_agent_days)),
            math.log(max(4.0, scale / self.config.stops_per_1000_agent_days)),
        )


def risk_score(log_evidence: float, stop: float) -> int:
    """Risk from 0 to 100: evidence on a log scale, 100 at the stop threshold.

    Examples
    --------
    >>> risk_score(3.0, 6.0), risk_score(-1.0, 6.0), risk_score(60.0, 6.0)
    (50, 0, 100)
    """
    return max(0, min(100, int(100.0 * log_evidence / stop)))
