"""Detectors that need no statistics: one call can be enough to tell, and to ask for a stop."""

from collections.abc import Iterable, Sequence

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
    asked
        Names of those that are asked, in their order: all that `speak_directly` are.

    Examples
    --------
    >>> from detectors import HighImpact, Points
    >>> direct = DirectPath(Config(), [HighImpact()], ["high_impact"])
    >>> direct.judge([Score(1e-4, 80.0, 0.0, 0.0, 1.0, Points(80.0, 65.0, 90.0))])
    (('high_impact',), False, 88)
    """

    def __init__(self, config: Config, detectors: Iterable[Detector], asked: Sequence[str]) -> None:
        self._heard = [
            (asked.index(name), name, config.detectors[name].stage == "promoted")
            for name in speak_directly(config, detectors)
        ]

    def judge(self, scores: list[Score | None]) -> tuple[tuple[str, ...], bool, int]:
        """Direct detectors that speak, whether a promoted one asks for a stop, and their risk.

        Parameters
        ----------
        scores
            Of one event, in the order of those that are asked.
        """
        names: tuple[str, ...] = ()
        is_stop, risk = False, 0
        for place, name, is_promoted in self._heard:
            score = scores[place]
            if score is None or (points := score.points) is None:
                continue
            total = points.total
            if total < points.alert_at:
                continue
            names = (*names, name)
            risk = max(risk, min(100, int(100.0 * total / points.stop_at)))
            is_stop |= is_promoted and total >= points.stop_at
        return names, is_stop, risk


def speak_directly(config: Config, detectors: Iterable[Detector]) -> list[str]:
    """Names of the direct detectors that are not in shadow.

    Examples
    --------
    >>> from detectors import Burst, HighImpact
    >>> speak_directly(Config(), [Burst(), HighImpact()])
    ['high_impact']
    """
    return [
        detector.name
        for detector in detectors
        if detector.stream == "direct"
        and (setting := config.detectors.get(detector.name)) is not None
        and setting.stage != "shadow"
    ]
