"""One partition: its agents' profiles, the snapshot in force, and what is not yet written."""

import math
from collections.abc import Mapping, Sequence

from alerts.keys import BadSignature, KeyRing
from streams.assessing.assessment import Assessment
from streams.bad_event import BadEvent
from streams.checkpoints import PartitionState
from streams.events import ActionEvent
from streams.log import Delivery, Record
from streams.monitor import Monitor
from streams.partitions.begun_checkpoint import BegunCheckpoint, OutRecord
from streams.partitions.control_record import open_control
from streams.partitions.in_force import InForce
from streams.partitions.raised import Raised
from streams.partitions.read_ahead import AT_MOST, Ahead, read_ahead
from streams.partitions.reinstating import reinstate
from streams.profiles import UnpackableProfile
from streams.read_event import ReadEvent
from streams.refused.dead_letters import DeadLetter
from streams.snapshot_pointer import SnapshotPointer

_MAX_LOOKED_AT = 64 * 1024


class Partition:
    """Applies records in their order; the result depends on them alone.

    Not on how they are cut into batches, on when a checkpoint is written, or on what was applied
    before: a record whose offset an agent's profile already has is skipped.

    Parameters
    ----------
    number
        Which partition.
    state
        Epoch, offset to go on from, hash-key id and pointer of the snapshot in force.
    monitor
        Scores; its profiles are this partition's agents.
    keys
        Verifies control records.
    """

    def __init__(self, number: int, state: PartitionState, monitor: Monitor, keys: KeyRing) -> None:
        self.number = number
        self.epoch = state.epoch
        self.next_offset = state.offset
        self.monitor = monitor
        self.profiles = monitor.profiles
        self.raised = Raised()
        self.snapshots = InForce(monitor, self.raised, state.pointer)
        self.suspects: Mapping[str, int] = {}
        """Agents whose profile could once not be written, and up to which offset to look why."""
        self.sent: list[Delivery] = []
        """Stop requests and alerts on their way, whose arrival nobody has made sure of."""
        self._keys = keys
        self._hash_key_id = state.hash_key_id
        self._touched: dict[str, int] = {}
        self._begun: BegunCheckpoint | None = None

    @property
    def n_touched(self) -> int:
        """How many agents the next checkpoint writes."""
        return len(self._touched)

    def apply(self, records: Sequence[Record], start: int, stop: int) -> int:
        """Apply records from `start` on; return the index of the first one not applied.

        Stops before `stop` where a stop request must go out at once, or where a snapshot is
        awaited.
        """
        monitor, raised = self.monitor, self.raised
        ahead: list[Ahead] = []
        for index in range(start, stop):
            record = records[index]
            if not ahead:
                ahead = read_ahead(records[index : min(stop, index + AT_MOST)], monitor.read)
            read = ahead.pop()
            if record.offset < self.next_offset:
                continue
            if read is None:
                raised.refuse(record, "syntax", "a record must have a value; got none")
            elif isinstance(read, BadEvent):
                if not self._take_in(record, read):
                    self.next_offset = record.offset
                    return index
            elif self._apply_event(record, read):
                self.next_offset = record.offset + 1
                return index + 1
            self.next_offset = record.offset + 1
        return stop

    def _apply_event(self, record: Record, read: ReadEvent | ActionEvent) -> bool:
        """Score and learn one event; True if it asks for a stop."""
        key = read.key
        if not self._touch(record, key):
            return False
        if self.suspects and record.offset <= self.suspects.get(key, -1):
            assessment = self._assess_suspect(record, read)
        else:
            assessment = self._assess(record, read)
        return assessment is not None and self._keep(record, assessment)

    def _touch(self, record: Record, key: str) -> bool:
        """Whether a record is for this agent to learn, and news to it; then it is touched."""
        offset = record.offset
        if record.key != key.encode():
            reason = f"a record's key must be tenant/agent_id; got {key!r}"
            self.raised.refuse(record, "key", reason)
            return False
        profile = self.profiles[key]
        if offset <= profile.last_offset:
            return False
        if self._begun is not None and key in self._begun.unpacked:
            self._begun.pack_one(key)
        profile.last_offset = self._touched[key] = offset
        return True

    def _take_in(self, record: Record, error: BadEvent) -> bool:
        """Take in what is not an event; False if its snapshot has to come first."""
        value = record.value or b""
        if value.startswith(b"{") or value.count(b".", 0, _MAX_LOOKED_AT) != 2:
            self.raised.dead_letters.append(DeadLetter(record, error.stage, error.reason))
            return True
        try:
            control = open_control(value, self._keys)
        except BadSignature as refusal:
            self.raised.refuse(record, "control", str(refusal))
            return True
        if isinstance(control, SnapshotPointer):
            return self.snapshots.follow(record, control)
        if self._touch(record, control.key):
            self.raised.tell(record, control.key, reinstate(control, self.monitor))
        return True

    def _assess(self, record: Record, read: ReadEvent | ActionEvent) -> Assessment | None:
        try:
            if isinstance(read, ActionEvent):
                # Reading it failed; it does so again, where that is told.
                read = self.monitor.read(read, record.timestamp / 1000)
            return self.monitor.process_read(read)
        except MemoryError:
            raise
        except Exception as error:  # one event that breaks a detector must not stop the rest
            self.raised.fail(record, read.key, "score", error)
            return None

    def _assess_suspect(self, record: Record, read: ReadEvent | ActionEvent) -> Assessment | None:
        """Forget what the event taught if nobody could write it down."""
        key = read.key
        before = self.profiles.packed(key)
        assessment = self._assess(record, read)
        try:
            self.profiles.packed(key)
        except UnpackableProfile as error:
            self.raised.fail(record, key, "state", error)
            self.profiles.put(key, before, record.offset)
        return assessment

    def _keep(self, record: Record, assessment: Assessment) -> bool:
        """Keep what the event raised; True if it asks for a stop."""
        raised = self.raised
        raised.firsts += assessment.firsts
        if assessment.alerts:
            raised.tell(record, assessment.key, assessment.alerts)
        if assessment.stop_requests:
            raised.ask(record, assessment.stop_requests)
            return True
        return False

    def last_touched(self, key: str) -> int:
        """The offset of an agent's last event that is not written yet; -1 if there is none."""
        begun, _ = self._begun.touched.get(key, (-1, 0)) if self._begun is not None else (-1, 0)
        return max(begun, self._touched.get(key, -1))

    def state(self) -> PartitionState:
        """The partition's own record: all before `next_offset` is done."""
        pointer = self.snapshots.pointer
        return PartitionState(self.epoch, self.next_offset, self._hash_key_id, pointer)

    def begin_checkpoint(self) -> BegunCheckpoint:
        """Hand over what is to be written, as of now; what comes later is in the next one."""
        unscored = self.raised.unscored
        touched = {key: (offset, unscored.get(key, 0)) for key, offset in self._touched.items()}
        letters = self.raised.take_dead_letters()
        self._begun = BegunCheckpoint(
            self.number, self.state(), touched, self.profiles, self.sent, letters
        )
        self._touched = {}
        self.sent = []
        return self._begun

    def end_checkpoint(self) -> None:
        """All of the last checkpoint is on the broker."""
        self._begun = None

    def take_back(self, checkpoint: BegunCheckpoint) -> None:
        """Nothing came of it: the next one has to write it all."""
        if self._begun is not checkpoint:
            return
        before = {key: offset for key, (offset, _) in checkpoint.touched.items()}
        self._touched = before | self._touched
        self.sent = [*checkpoint.sent, *self.sent]
        self.raised.dead_letters[:0] = checkpoint.dead_letters
        self._begun = None

    def checkpoint(self) -> list[OutRecord]:
        """One record for each touched agent, then the partition's own, all at once."""
        begun = self.begin_checkpoint()
        self.take_back(begun)
        begun.pack_for(math.inf, lambda: 0.0)
        return [*begun.take_packed(), begun.own_record]

    def forget_written(self) -> None:
        """All that was waiting to be written is on the broker now."""
        self.raised.take_requests()
        self.raised.take_findings()
        self.begin_checkpoint()
        self.end_checkpoint()
