"""Detectors that need no statistics: one call can be enough to tell, and to ask for a stop."""

from collections.abc import Iterable

from detectors import Detector, Score
from detectors.config import Config


class DirectPath:
    """Holds the points of direct detectors against those that matter.

    Parameters
    ----------
    config
        Stages: one that is not named is in shadow, and only a promoted one asks for a stop.
    detectors
        The detectors in use.

    Examples
    --------
    >>> from detectors import HighImpact, Points
    >>> direct = DirectPath(Config(), [HighImpact()])
    >>> direct.judge({"high_impact": Score(1e-4, 80.0, 0.0, 0.0, 1.0, Points(80.0, 65.0, 90.0))})
    (('high_impact',), False, 88)
    """

    def __init__(self, config: Config, detectors: Iterable[Detector]) -> None:
        self._settings = [
            (d.name, setting)
            for d in detectors
            if d.stream == "direct"
            and (setting := config.detectors.get(d.name)) is not None
            and setting.stage != "shadow"
        ]

    @property
    def names(self) -> set[str]:
        """Detectors that have a say here."""
        return {name for name, _ in self._settings}

    def judge(self, scores: dict[str, Score | None]) -> tuple[tuple[str, ...], bool, int]:
        """Direct detectors that speak, whether a promoted one asks for a stop, and their risk."""
        names: tuple[str, ...] = ()
        is_stop, risk = False, 0
        for name, setting in self._settings:
            score = scores[name]
            if score is None or (points := score.points) is None:
                continue
            if points.total < points.alert_at:
                continue
            names = (*names, name)
            risk = max(risk, min(100, int(100.0 * points.total / points.stop_at)))
            is_stop |= points.total >= points.stop_at and setting.stage == "promoted"
        return names, is_stop, risk
