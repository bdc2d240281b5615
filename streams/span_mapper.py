"""From records of the collector's topic to action events, and how far that has come."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping

import msgspec

from streams.bad_event import BadEvent
from streams.events import ActionEvent
from streams.log import Record
from streams.refused.dead_letters import DeadLetter
from streams.sources import Skipped
from streams.sources.base import Found
from streams.sources.otel import OtelReading
from streams.sources.otel_calls import Calls

_MOST_REMEMBERED = 200_000


class SpanMapper:
    """Pure: its clock is what it is told, and it writes nothing.

    What comes out is taken from `events` and `dead_letters` by whoever writes it. A record is done
    with when none of its spans waits any more, and when it is old enough that no part of the same
    call will come after it; a crash reads again what was not. A call that was written before
    (`recall`) is left out then, so that reading twice counts nothing twice.

    Parameters
    ----------
    settle_s
        How long a call waits for the spans around it.
    orphan_s
        How long a call waits for a span that names its agent.
    tenant
        Whose agents these are.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> mapper = SpanMapper()
    >>> record = SimpleNamespace(
    ...     topic="otlp_spans", partition=0, offset=7, key=None, value=b"syslog", headers=())
    >>> mapper.add(record, now=0.0)
    >>> [str(letter.reason) for letter in mapper.dead_letters], mapper.offsets(60.0)
    (["an export request must be OTLP; got b'syslog'"], {0: 8})
    """

    def __init__(
        self, settle_s: float = 5.0, orphan_s: float = 300.0, tenant: str = "default"
    ) -> None:
        self.events: list[ActionEvent] = []
        self.dead_letters: list[DeadLetter] = []
        self.counts: Counter[str] = Counter()
        self._tenant = tenant
        self._calls = Calls(settle_s, orphan_s)
        self._reading = OtelReading(self._calls)
        self._next: dict[int, int] = {}
        self._recent: deque[tuple[float, int, int]] = deque()
        self._late_s = 2.0 * settle_s
        self._written: dict[str, None] = {}

    @property
    def n_waiting(self) -> int:
        """Spans that wait."""
        return sum(1 for _ in self._calls.places())

    def recall(self, event_id: str) -> None:
        """Learn of a call that was written before."""
        self._written[event_id] = None
        if len(self._written) > _MOST_REMEMBERED:
            del self._written[next(iter(self._written))]

    def add(self, record: Record, now: float) -> None:
        """Take a record in."""
        self.counts["records"] += 1
        place = record.partition, record.offset
        bad = self._take(self._reading.add(record.value or b"", now, place))
        if bad:
            more = f" (and {len(bad) - 1} more spans)" if len(bad) > 1 else ""
            self.dead_letters.append(DeadLetter(record, bad[0].stage, bad[0].reason + more))
            self.counts["dead_letters"] += 1
        self._next[record.partition] = record.offset + 1
        self._recent.append((now, record.partition, record.offset))

    def settle(self, now: float) -> None:
        """Take what has waited long enough."""
        self._take(self._reading.due(now))

    def offsets(self, now: float) -> Mapping[int, int]:
        """Of each partition, the first offset that would have to be read again."""
        while self._recent and now - self._recent[0][0] > self._late_s:
            self._recent.popleft()
        offsets = dict(self._next)
        places = (place[1:] for place in self._recent)
        for partition, offset in (*self._calls.places(), *places):
            offsets[partition] = min(offsets[partition], offset)
        return offsets

    def _take(self, found: Iterable[Found]) -> list[BadEvent]:
        bad: list[BadEvent] = []
        for one in found:
            if isinstance(one, BadEvent):
                bad.append(one)
            elif isinstance(one, Skipped):
                self.counts["without_agent" if one.is_action else "no_action"] += 1
            elif one.event_id in self._written:
                self.counts["repeated"] += 1
            else:
                self.recall(one.event_id)
                self.counts["events"] += 1
                self.events.append(msgspec.structs.replace(one, tenant=self._tenant))
        return bad
