"""The sessions of each agent: where incidents can begin."""

from collections.abc import Iterable
from datetime import datetime

from streams.events import ActionEvent

FEWEST_CALLS = 3


class Timeline:
    """When each agent's sessions end, by its key, in the order in which they end.

    Examples
    --------
    >>> Timeline([]).after("default/a", datetime(2026, 1, 5))
    []
    """

    def __init__(self, events: Iterable[ActionEvent]) -> None:
        self._sessions: dict[str, dict[str, tuple[datetime, int]]] = {}
        for event in events:
            if event.session_id is not None:
                mine = self._sessions.setdefault(event.key, {})
                _, n_calls = mine.get(event.session_id, (event.time, 0))
                mine[event.session_id] = (event.time, n_calls + 1)

    def after(self, key: str, moment: datetime) -> list[tuple[str, datetime]]:
        """Its sessions of some calls that end after this moment, with their last time."""
        ends = [
            (session, last)
            for session, (last, n_calls) in self._sessions.get(key, {}).items()
            if last >= moment and n_calls >= FEWEST_CALLS
        ]
        return sorted(ends, key=lambda end: (end[1], end[0]))
