"""From scores to alerts: one alert for one agent and episode, as we count our own."""

from collections.abc import Sequence

from roguewatch.evaluation.judging import QUIET, Spoken
from streams.events import ActionEvent

QUIET_S = 1_800.0
"""An episode ends after half an hour without a score above the threshold."""


class Episodes:
    """Speaks where a score reaches its threshold; new where the agent was quiet for long.

    Parameters
    ----------
    alert, stop
        Scores that raise an alert, and that ask for a stop: once in an episode.

    Examples
    --------
    >>> Episodes(1.0, 2.0).speak("default/a", 0.0, 1.5)
    Spoken(is_alert=True, is_new=True, is_stop=False)
    """

    def __init__(self, alert: float, stop: float) -> None:
        self.alert = alert
        self.stop = stop
        self._last: dict[str, float] = {}
        self._stopped: set[str] = set()

    def speak(self, key: str, time: float, score: float) -> Spoken:
        """What this score comes to."""
        if score < self.alert:
            return QUIET
        last = self._last.get(key)
        is_new = last is None or time - last > QUIET_S
        self._last[key] = time
        if is_new:
            self._stopped.discard(key)
        is_stop = score >= self.stop and key not in self._stopped
        if is_stop:
            self._stopped.add(key)
        return Spoken(True, is_new, is_stop)


def threshold(events: Sequence[ActionEvent], scores: Sequence[float], n_episodes: float) -> float:
    """The lowest threshold at which these events make no more episodes than this.

    Examples
    --------
    >>> threshold([], [], 1.0)
    0.0
    """
    candidates = sorted(set(scores))
    low, high = 0, len(candidates)
    while low < high:
        middle = (low + high) // 2
        if _count(events, scores, candidates[middle]) > n_episodes:
            low = middle + 1
        else:
            high = middle
    if not candidates:
        return 0.0
    return candidates[low] if low < len(candidates) else candidates[-1] * 1.001 + 1e-9


def _count(events: Sequence[ActionEvent], scores: Sequence[float], at: float) -> int:
    episodes = Episodes(at, at)
    return sum(
        episodes.speak(event.key, event.timestamp, score).is_new
        for event, score in zip(events, scores, strict=True)
        if score >= at
    )
