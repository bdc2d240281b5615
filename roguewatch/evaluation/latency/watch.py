"""When each step of each stop happened, from what stands in the topics."""

from collections.abc import Callable, Iterable

import msgspec

from alerts.ack import Ack, decode_report
from alerts.command import Refused, decode_command
from alerts.keys import BadSignature, KeyRing
from alerts.ledger import LedgerRecord, decode_record
from alerts.stop_request import BadRequest, decode_request
from streams.decoding import decode_event
from streams.log import Record
from streams.topics import ACKS, ACTIONS, KILLSWITCH, LEDGER, STOP_REQUESTS

ANSWERS = (STOP_REQUESTS, KILLSWITCH, LEDGER, ACKS)


class StopMarks(msgspec.Struct):
    """The steps of one stop, in seconds since 1970; None where it did not come to that.

    A step counts when the record that shows it was handed to the client that sends it. A command is
    published only after the broker has acknowledged its ledger record, and an enforcer may read it
    there first: whichever shows earlier is when it was durable at the latest.
    """

    sent: dict[float, float] = {}
    """When the SDK handed each event to its client, by the event's own time."""
    event_at: float | None = None
    requested_at: float | None = None
    published_at: float | None = None
    acked_at: float | None = None
    contained_at: float | None = None
    answer: str = ""
    """What the ledger says instead, where it made no command."""

    @property
    def sent_at(self) -> float | None:
        """When the event that raised the request was on its way."""
        return self.sent.get(self.event_at or 0.0)

    @property
    def durable_at(self) -> float | None:
        """When the signed command stood in the ledger at the latest."""
        return min((at for at in (self.published_at, self.acked_at) if at), default=None)


class LatencyWatch:
    """Sorts records by agent; the first record of each step counts.

    Parameters
    ----------
    keys
        Whose signatures count.
    agents
        Whose events are looked at.

    Examples
    --------
    >>> LatencyWatch(KeyRing.generate(), []).marks
    {}
    """

    def __init__(self, keys: KeyRing, agents: Iterable[str]) -> None:
        self.marks: dict[str, StopMarks] = {}
        self.n_forged = 0
        self._keys = keys
        self._agents = {key.encode() for key in agents}
        self._take: dict[str, Callable[[bytes, float], None]] = {
            STOP_REQUESTS: self._take_request,
            KILLSWITCH: self._take_command,
            LEDGER: self._take_ledger,
            ACKS: self._take_report,
        }

    @property
    def n_acked(self) -> int:
        """How many stops are acknowledged."""
        return sum(marks.acked_at is not None for marks in self.marks.values())

    def take(self, record: Record) -> None:
        """Take in one record; what nobody vouches for is only counted."""
        if record.topic == ACTIONS:
            if record.key in self._agents:
                event = decode_event(record.value or b"")
                self._of(event.key).sent[event.timestamp] = record.timestamp / 1_000
            return
        try:
            self._take[record.topic](record.value or b"", record.timestamp / 1_000)
        except (BadSignature, BadRequest, Refused):
            self.n_forged += 1

    def _of(self, key: str) -> StopMarks:
        return self.marks.setdefault(key, StopMarks())

    def _take_request(self, value: bytes, at: float) -> None:
        request = decode_request(value, self._keys)
        marks = self._of(request.key)
        if marks.requested_at is None:
            marks.event_at, marks.requested_at = request.time, at

    def _take_command(self, value: bytes, at: float) -> None:
        command = decode_command(value, self._keys)
        marks = self._of(command.key)
        if command.is_live and marks.published_at is None:
            marks.published_at = at

    def _take_ledger(self, value: bytes, at: float) -> None:
        line: LedgerRecord = decode_record(value, self._keys)
        if line.kind in ("denied", "held") and line.request is not None and line.decision:
            self._of(line.request.key).answer = f"{line.kind}: {line.decision.reason}"
        command = line.read_command()
        if command is not None and line.containment == "contained":
            marks = self._of(command.key)
            marks.contained_at = marks.contained_at or at

    def _take_report(self, value: bytes, at: float) -> None:
        report = decode_report(value, self._keys)
        if isinstance(report, Ack) and report.is_confirmation:
            marks = self._of(report.key)
            marks.acked_at = marks.acked_at or at
