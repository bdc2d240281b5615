"""What the ledger says: a pure fold of its records, the same for issuer, enforcers and people."""

from collections.abc import Iterable

import msgspec

from .command import Command
from .ledger_record import (
    Bucket,
    ContainmentState,
    Kind,
    LedgerRecord,
    decode_record,
    encode_record,
)

__all__ = [
    "Bucket",
    "ContainmentState",
    "Entry",
    "Kind",
    "LedgerRecord",
    "LedgerView",
    "decode_record",
    "encode_record",
]

N_REQUESTS = 10_000


class Entry(msgspec.Struct, frozen=True):
    """The newest command about a subject, and the record that holds it."""

    offset: int
    command: Command
    record: LedgerRecord

    @property
    def token(self) -> str:
        """The signed command, as it was published."""
        return self.record.command or ""

    @property
    def is_contained(self) -> bool:
        return self.record.containment == "contained"


class LedgerView:
    """The state of all subjects after the records read so far.

    Records must come in order of their offsets. A record of a lower epoch than a start record
    before it is void: its issuer had been replaced. Where a void record buries a valid one under
    compaction, `buried` holds the valid record, for the issuer to write it again.

    Examples
    --------
    >>> view = LedgerView()
    >>> view.learn_one(0, LedgerRecord(kind="start", time=60.0))
    True
    >>> view.epoch, view.position, view.open_entries()
    (0, 1, [])
    """

    def __init__(self) -> None:
        self.epoch = -1
        self.position = 0
        self.request_offset = -1
        self.n_void = 0
        self.buried: dict[str, LedgerRecord] = {}
        self._entries: dict[str, Entry] = {}
        self._requests: dict[str, LedgerRecord] = {}
        self._held: dict[str, LedgerRecord] = {}

    def learn_one(self, offset: int, record: LedgerRecord) -> bool:
        """Take in the record at this offset; False if it is void or was read before."""
        if offset < self.position:
            return False
        self.position = offset + 1
        key = record.key
        if record.kind == "start":
            self.epoch = max(self.epoch, offset)
            return True
        if record.epoch < self.epoch:
            self._bury(key)
            return False
        # A start record may be compacted away; a signed record of its epoch is as good a witness.
        self.epoch = record.epoch
        self.request_offset = max(self.request_offset, record.request_offset)
        self.buried.pop(key, None)
        command = record.read_command()
        if command is None:
            self._learn_request(record)
        elif (entry := self._entries.get(key)) is None or command.order >= entry.command.order:
            self._entries[key] = Entry(offset, command, record)
            for request_id in (record.request_id, *record.decided):
                self._held.pop(request_id, None)
        return True

    def entry(self, subject: str, *, is_live: bool = True) -> Entry | None:
        """Return the newest live (or shadow) command about a subject ("tenant/agent_id")."""
        return self._entries.get(f"{'subject' if is_live else 'shadow'}/{subject}")

    def entries(self, *, is_live: bool = True) -> list[Entry]:
        """Return the newest command about each subject, in order of subject."""
        prefix = "subject/" if is_live else "shadow/"
        return [self._entries[key] for key in sorted(self._entries) if key.startswith(prefix)]

    def stop_in_force(self, subject: str, now: float) -> Entry | None:
        """Return the stop that holds for this subject at this (wall clock) time."""
        entry = self.entry(subject)
        if entry is None or entry.command.action == "reinstate":
            return None
        end = entry.command.not_after
        return entry if end is None or now < end else None

    def open_entries(self) -> list[Entry]:
        """Live commands that not every required enforcer has confirmed, oldest first."""
        is_open = [entry for entry in self.entries() if not entry.is_contained]
        return sorted(is_open, key=lambda entry: (entry.command.order, entry.command.key))

    def held(self) -> list[LedgerRecord]:
        """Return what is beyond a cap of the storm guard and waits for a person, oldest first."""
        return list(self._held.values())

    def next_sequence(self, subject: str) -> int:
        """One more than any command about this subject so far, live or shadow."""
        entries = (self.entry(subject), self.entry(subject, is_live=False))
        return 1 + max((entry.command.sequence for entry in entries if entry), default=0)

    def is_decided(self, request_id: str, subject: str) -> bool:
        """Tell whether this request was answered, however often it comes again."""
        if request_id in self._requests or request_id in self._held:
            return True
        return any(
            request_id == entry.record.request_id or request_id in entry.record.decided
            for entry in (self.entry(subject), self.entry(subject, is_live=False))
            if entry
        )

    def guard_entries(self) -> Iterable[tuple[str, float, Bucket]]:
        """Subject, event time and bucket of what the storm guard has let through."""
        for entry in self.entries():
            if entry.record.guard_time is not None and entry.record.bucket is not None:
                yield entry.command.key, entry.record.guard_time, entry.record.bucket

    def _learn_request(self, record: LedgerRecord) -> None:
        self._requests.pop(record.request_id, None)
        self._requests[record.request_id] = record
        if record.kind == "held":
            self._held[record.request_id] = record
        else:
            self._held.pop(record.request_id, None)
        while len(self._requests) > N_REQUESTS:
            del self._requests[next(iter(self._requests))]

    def _bury(self, key: str) -> None:
        self.n_void += 1
        if key in self._entries:
            self.buried[key] = self._entries[key].record
        elif key.removeprefix("request/") in self._held:
            self.buried[key] = self._held[key.removeprefix("request/")]
