"""From the detectors' statistics in a session to evidence."""

import math
from collections.abc import Iterable
from typing import Final

from baselines import Session

from .base import MAX_SLOTS, STREAMS, Detector, Stream
from .config import Config
from .plugged.plugged_in import plugged_among
from .weighing.calibrated import Calibrated
from .weighing.leading import Leading
from .weighing.slot_codes import slot_code

_MIN_P: Final = 1e-300
_BURST: Final = STREAMS.index("burst")
_VOLUME: Final = STREAMS.index("volume")
_CONTEXT: Final = STREAMS.index("context")


class Risk:
    """Combines the streams of one session; fixed weights, e-values, and no tuning to data.

    Each stream keeps its largest statistic; its calibrated p becomes e = 0.5 p^-0.5, and the
    session's evidence is their weighted average, valid whatever their dependence. Over sessions
    it is a CUSUM. A stream whose detectors abstain counts 1. Towards a stop, a stream counts by the
    odder of its promoted detectors, whoever leads it.

    Parameters
    ----------
    config
        Weights, dials and stages.
    detectors
        The detectors in use.

    Examples
    --------
    >>> from baselines import SessionPeaks
    >>> from detectors import Burst, Calibration
    >>> risk = Risk(Config(), [Burst()])
    >>> session = Session(0.0)
    >>> session.spoke, session.verbs = risk.bit(Burst()), 1 << 2
    >>> session.peaks[risk.base(Burst()) + 2] = 30.0
    >>> calibration = Calibration(SessionPeaks())
    >>> [round(nats, 1) for nats in risk.log_e(session, calibration)]
    [13.3, 0.0]

    References
    ----------
    Averages of e-values: Vovk and Wang (2021). CUSUM of e-values: Shin, Ramdas and Rinaldo (2022).
    """

    def __init__(self, config: Config, detectors: Iterable[Detector]) -> None:
        self._base: dict[str, int] = {}
        self._member: dict[int, tuple[int, str, bool]] = {}
        """Code of a detector to the place of its stream, its name, and whether it is promoted."""
        self._promoted: set[str] = set()
        self._heard: set[str] = set()
        codes: set[int] = set()
        self._n_context = 0
        made = list(detectors)
        for detector in made:
            setting = config.detectors.get(detector.name)
            if setting is None or detector.stream not in STREAMS:
                continue
            if setting.stage == "shadow" and not (detector.like or detector.plugged):
                continue
            code = slot_code(detector)
            if code in codes:
                raise ValueError(
                    f"detector {detector.name!r} collides with another; rename it, or give it "
                    "parameters of its own"
                )
            codes.add(code)
            self._base[detector.name] = code * MAX_SLOTS
            if setting.stage == "shadow":
                # Its calibration is gathered, and its evidence counts nothing.
                continue
            self._heard.add(detector.name)
            if setting.stage == "promoted":
                self._promoted.add(detector.name)
            if detector.plugged:
                continue
            stream, is_promoted = STREAMS.index(detector.stream), setting.stage == "promoted"
            self._member[code] = (stream, detector.name, is_promoted)
            self._n_context += stream == _CONTEXT
        self._weights = [config.weights.get(stream, 0.0) for stream in STREAMS]
        ours = [STREAMS[stream] for stream, _, _ in self._member.values()]
        self.plugged = plugged_among(made, config, self._base, ours)
        """The plug-ins among them, also those in shadow."""
        self.heard_plugged = [one.base for one in self.plugged if one.is_heard]
        """The first slots of those that may be heard."""

    def base(self, detector: Detector) -> int | None:
        """The first of a detector's calibration slots; `None` when it has none."""
        return self._base.get(detector.name)

    def bit(self, detector: Detector) -> int:
        """The bit of a detector's stream in `Session.spoke`; 0 when it is no evidence."""
        return self.bit_of(detector.stream) if detector.name in self._heard else 0

    @staticmethod
    def bit_of(stream: Stream) -> int:
        """The bit of a stream in `Session.spoke`."""
        return 1 << STREAMS.index(stream)

    def is_evidence(self, name: str) -> bool:
        """Whether what this detector says is weighed, and does not alert by itself."""
        return name in self._heard

    def log_e(
        self, session: Session, calibration: Calibrated, tried: int | None = None
    ) -> tuple[float, float]:
        """Evidence of one session in nats, of all detectors and of the promoted ones alone.

        Parameters
        ----------
        session, calibration
            What was odd, and how often ordinary sessions are as odd.
        tried
            The first slot of a plug-in that is taken for heard, whether it is or not.
        """
        e = e_stop = 1.0
        leading, for_stop = self._leading(session, calibration, tried)
        for stream, weight in enumerate(self._weights):
            lead = leading.leads.get(stream)
            if lead is not None:
                e += weight * (0.5 / math.sqrt(lead.p) - 1.0)
                if (lead := for_stop.leads.get(stream)) is not None:
                    e_stop += weight * (0.5 / math.sqrt(lead.p) - 1.0)
            elif session.spoke & 1 << stream:
                # Nothing odd: p = 1, and e = 0.5.
                e -= 0.5 * weight
                e_stop -= 0.5 * weight
        return math.log(e), math.log(e_stop)

    def shares(self, session: Session, calibration: Calibrated) -> dict[str, float]:
        """Each leading detector's share of the session's evidence, largest first.

        A promoted one that another leads has none, and is named: a stop may rest on it.
        """
        leading, for_stop = self._leading(session, calibration)
        parts = {lead.name: 0.0 for lead in for_stop.leads.values()}
        for stream, weight in enumerate(self._weights):
            if (lead := leading.leads.get(stream)) is not None:
                parts[lead.name] = weight * 0.5 / math.sqrt(lead.p)
        total = sum(parts.values())
        ranked = sorted(parts.items(), key=lambda part: (-part[1], part[0]))
        return {name: part / total for name, part in ranked} if total else {}

    def _leading(
        self, session: Session, calibration: Calibrated, tried: int | None = None
    ) -> tuple[Leading, Leading]:
        """Each odd stream's smallest p, times the choices there were; and of the promoted alone."""
        least, for_stop = Leading(), Leading()
        # A session shows the oddest of its calls: without others to compare it with, each counts.
        n_calls = session.n_events + 1 if calibration.is_bare else 1
        for slot, statistic in session.peaks.items():
            member = self._member.get(slot // MAX_SLOTS)
            if member is None:
                continue
            stream, name, is_promoted = member
            p = n_calls * calibration.p(slot, statistic)
            least.take(stream, p, name)
            if is_promoted:
                for_stop.take(stream, p, name)
        n_verbs = session.verbs.bit_count()
        self._count_choices(least, n_verbs)
        self._count_choices(for_stop, n_verbs)
        if self.plugged:
            self._add_plugged(least, for_stop, session, calibration, tried)
        return least, for_stop

    def _count_choices(self, leading: Leading, n_verbs: int) -> None:
        """Take each p as often as there were choices: the more there are, the odder the oddest."""
        for stream, lead in leading.leads.items():
            p = lead.p
            if stream in (_BURST, _VOLUME):
                p *= n_verbs
            elif stream == _CONTEXT:
                p *= self._n_context
            lead.p = 1.0 if p > 1.0 else p if p > _MIN_P else _MIN_P

    def _add_plugged(
        self,
        least: Leading,
        for_stop: Leading,
        session: Session,
        calibration: Calibrated,
        tried: int | None,
    ) -> None:
        """Let the plug-ins that may be heard by now lead, too."""
        for one in self.plugged:
            statistic = session.peaks.get(one.base)
            if not statistic:
                continue
            if one.base != tried and not (one.is_heard and calibration.is_heard(one.base)):
                continue
            p = one.n_choices * calibration.p(one.base, statistic)
            if p < 1.0:
                stream = STREAMS.index(one.stream)
                least.take(stream, p, one.name)
                if one.name in self._promoted:
                    for_stop.take(stream, p, one.name)
