"""Events whose time nobody else's comes near."""

from collections.abc import Sequence
from typing import Final

from streams.events import ActionEvent

SHARE: Final = 100
"""One in so many events may be a stray; more of them are a history with a hole in it."""
_LEAST_GAP_S: Final = 5 * 365 * 86_400.0
"""Less may be a log that was kept for long and written seldom: nothing of it is lost."""


def strays(events: Sequence[ActionEvent]) -> tuple[int, int]:
    """Count the events at the beginning and at the end that do not belong to the history.

    A file has no broker's clock to hold an event's own time against, only its other events. One
    with the year 2100 would make a snapshot of that year, and none after it would count; one of
    1970 would have its agent watched for half a century. So what is at most one in a hundred, and
    lies further away from all the rest than these span, at least five years, is no part of it.

    Parameters
    ----------
    events
        In time order.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> times = [datetime(2026, 1, 5, 9, minute, tzinfo=UTC) for minute in range(60)] * 4
    >>> times = sorted([*times, datetime(2100, 1, 1, tzinfo=UTC)])
    >>> strays([ActionEvent(event_id="e", time=t, agent_id="a", tool="t") for t in times])
    (0, 1)
    """
    times = [event.timestamp for event in events]
    first, end = 0, len(times)
    while True:
        left = len(times) // SHARE - first - (len(times) - end)
        at_end = next((k for k in range(1, left + 1) if _is_last(times, first, end - k)), 0)
        end, left = end - at_end, left - at_end
        at_start = next((k for k in range(1, left + 1) if _is_first(times, first + k, end)), 0)
        first += at_start
        if not at_end and not at_start:
            return first, len(times) - end


def _is_last(times: Sequence[float], first: int, end: int) -> bool:
    """Tell whether the history from `first` ends before `end`, by the gap behind it."""
    gap_s, span_s = times[end] - times[end - 1], times[end - 1] - times[first]
    return gap_s > max(span_s, _LEAST_GAP_S)


def _is_first(times: Sequence[float], first: int, end: int) -> bool:
    """Tell whether the history up to `end` begins with `first`, by the gap before it."""
    gap_s, span_s = times[first] - times[first - 1], times[end - 1] - times[first]
    return gap_s > max(span_s, _LEAST_GAP_S)
