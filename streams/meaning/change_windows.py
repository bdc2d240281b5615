"""Which calls fall into an announced change window."""

from collections.abc import Iterable

from detectors.settings.change_window import ChangeWindow

from ..events import ActionEvent


class ChangeWindows:
    """Finds the window of a call, by its event's own agent, cohort, tool, verb class and time.

    Examples
    --------
    >>> ChangeWindows([]).cap_of(ActionEvent(event_id="1", agent_id="a", tool="t", time=None), 0.0)
    0
    """

    def __init__(self, windows: Iterable[ChangeWindow]) -> None:
        self._windows = [
            (window.since.timestamp(), window.until.timestamp(), window) for window in windows
        ]

    def __bool__(self) -> bool:
        return bool(self._windows)

    def cap_of(self, event: ActionEvent, time: float) -> int:
        """The largest cap of a window that the call falls into; 0 where it falls into none."""
        caps = [
            window.cap
            for since, until, window in self._windows
            if since <= time < until and _names(window, event)
        ]
        return max(caps, default=0)


def _names(window: ChangeWindow, event: ActionEvent) -> bool:
    if event.tenant != window.tenant:
        return False
    is_of_cohort = window.cohort is not None and event.cohort == window.cohort
    if not is_of_cohort and event.agent_id not in window.agents:
        return False
    return event.tool in window.tools or event.action in window.actions
