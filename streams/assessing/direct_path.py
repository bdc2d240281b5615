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
        self._heard = [
            (d.name, setting.stage == "promoted")
            for d in detectors
            if d.stream == "direct"
            and (setting := config.detectors.get(d.name)) is not None
            and setting.stage != "shadow"
        ]

    @property
    def names(self) -> set[str]:
        """Detectors that have a say here."""
        return {name for name, _ in self._heard}

    def judge(self, scores: dict[str, Score | None]) -> tuple[tuple[str, ...], bool, int]:
        """Direct detectors that speak, whether a promoted one asks for a stop, and their risk."""
        names: tuple[str, ...] = ()
        is_stop, risk = False, 0
        for name, is_promoted in self._heard:
            score = scores[name]
            if score is None or (points := score.points) is None:
                continue
            total = points.total
            if total < points.alert_at:
                continue
            names = (*names, name)
            risk = max(risk, min(100, int(100.0 * total / points.stop_at)))
            is_stop |= is_promoted and total >= points.stop_at
        return names, is_stop, risk
