"""The events that made a live session odd: what an alert's risk is taken apart into."""

from collections.abc import Container

from .base import Baseline, Packed
from .features import Features
from .odd_event import OddEvent


class OddEvents(Baseline):
    """At most eight odd events of each live session, at most 32 in all; ordinary ones cost nothing.

    A session remembers its largest statistics, this remembers where they came from. When a session
    has eight, the next one takes the place of the last of its own slot: of a long burst one sees
    the start, and where it had come to.

    Parameters
    ----------
    max_of_session
        Events kept of one session.
    max_events
        Events kept of all sessions; the oldest session makes room.

    Examples
    --------
    >>> odd = OddEvents()
    >>> event = OddEvent("e1", 5.0, "rm", "delete", "burst", 2, 9.0, 1e-4, 7.0, 0.1, 0.2, 80.0)
    >>> odd.add(3, 0.0, event, live=[3])
    >>> [event.tool for event in odd.of_session(3, 0.0)], odd.of_session(3, 4_000.0)
    (['rm'], [])
    """

    name = "odd_events"
    letter = "o"

    def __init__(self, max_of_session: int = 8, max_events: int = 32) -> None:
        self.max_of_session = max_of_session
        self.max_events = max_events
        self._sessions: dict[tuple[int, float], list[OddEvent]] = {}

    def add(self, session: int, start: float, event: OddEvent, live: Container[int]) -> None:
        """Remember one event of a session; sessions that have ended are forgotten."""
        self._drop([known for known in self._sessions if known[0] not in live])
        key = session, start
        kept = self._sessions.get(key)
        if kept is None:
            kept = self._sessions[key] = []
        event.cut()
        if len(kept) >= self.max_of_session:
            # The newest goes last: the order is the order in which they came.
            del kept[_last_of_slot(kept, event.slot)]
        kept.append(event)
        while self._n_events() > self.max_events:
            del self._sessions[next(iter(self._sessions))]

    def forget(self, start: float) -> None:
        """Forget sessions that began then: they have ended."""
        if self._sessions:
            self._drop([known for known in self._sessions if known[1] == start])

    def _drop(self, sessions: list[tuple[int, float]]) -> None:
        for known in sessions:
            del self._sessions[known]

    def _n_events(self) -> int:
        n = 0
        for events in self._sessions.values():
            n += len(events)
        return n

    def of_session(self, session: int, start: float) -> list[OddEvent]:
        """The odd events of one session, in the order in which they came."""
        return list(self._sessions.get((session, start), ()))

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """What is odd is told by `add`; features alone do not say."""

    def reinstate(self) -> None:
        self._sessions = {}

    def merge_one(self, other: "OddEvents") -> None:
        """Events belong to one agent: peers have none."""

    def pack(self) -> Packed:
        return [
            [session, start, [event.pack() for event in events]]
            for (session, start), events in self._sessions.items()
        ]

    def unpack(self, packed: Packed) -> None:
        self._sessions = {
            (session, start): [OddEvent(*event) for event in events]
            for session, start, events in packed
        }


def _last_of_slot(events: list[OddEvent], slot: int) -> int:
    """Where the last event of this slot is; of any slot, where it has none."""
    for i in range(len(events) - 1, -1, -1):
        if events[i].slot == slot:
            return i
    return -1
