"""One partition: its agents' profiles, the snapshot in force, and what is not yet written."""

from collections.abc import Mapping, Sequence

from alerts.alert import Alert
from alerts.keys import KeyRing
from alerts.signed import BadSignature
from alerts.stop_request import StopRequest
from streams.bad_event import BadEvent
from streams.checkpoints import PARTITION_KEY, PartitionState, ProfileState, encode_state
from streams.dead_letters import DeadLetter
from streams.events import decode_event
from streams.log import Headers, Record
from streams.monitor import Monitor
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer, open_pointer


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
        Verifies snapshot pointers.
    """

    def __init__(self, number: int, state: PartitionState, monitor: Monitor, keys: KeyRing) -> None:
        self.number = number
        self.epoch = state.epoch
        self.next_offset = state.offset
        self.pointer = state.pointer
        self.monitor = monitor
        self.profiles = monitor.profiles
        self.awaited: SnapshotPointer | None = None
        """A snapshot that must be there before the next record."""
        self.known_snapshots: Mapping[str, Snapshot] = {}
        """Contents at hand, by hash."""
        self.alerts: list[Alert] = []
        self.stop_requests: list[StopRequest] = []
        self.dead_letters: list[DeadLetter] = []
        self.notices: list[str] = []
        """What an operator should know: ignored snapshots, failures of the scorer."""
        self.unscored: dict[str, int] = {}
        """Agents with events that the scorer failed on, and how many."""
        self._keys = keys
        self._hash_key_id = state.hash_key_id
        self._touched: dict[str, int] = {}

    @property
    def n_touched(self) -> int:
        """How many agents the next checkpoint writes."""
        return len(self._touched)

    def apply(self, records: Sequence[Record], start: int, stop: int) -> int:
        """Apply records from `start` on; return the index of the first one not applied.

        Stops before `stop` where a stop request must go out at once, or where a snapshot is
        awaited.
        """
        process_one, profiles = self.monitor.process_one, self.profiles
        touched, decode = self._touched, decode_event
        next_offset = self.next_offset
        for index in range(start, stop):
            record = records[index]
            offset = record.offset
            if offset < next_offset:
                continue
            value = record.value
            if value is None:
                self._refuse(record, "syntax", "a record must have a value; got none")
                next_offset = offset + 1
                continue
            try:
                event = decode(value)
            except BadEvent as error:
                if not self._apply_control(record, value, error):
                    self.next_offset = offset
                    return index
                next_offset = offset + 1
                continue
            next_offset = offset + 1
            key = event.key
            if record.key != key.encode():
                self._refuse(record, "key", f"a record's key must be tenant/agent_id; got {key!r}")
                continue
            profile = profiles[key]
            if offset <= profile.last_offset:
                continue
            try:
                assessment = process_one(event, record.timestamp / 1000)
            except MemoryError:
                raise
            except Exception as error:  # one event that breaks a detector must not stop the rest
                self._fail(record, key, error)
                profile.last_offset = offset
                touched[key] = offset
                continue
            profile.last_offset = offset
            touched[key] = offset
            if assessment.alerts:
                self.alerts += assessment.alerts
            if assessment.stop_requests:
                self.stop_requests += assessment.stop_requests
                self.next_offset = next_offset
                return index + 1
        self.next_offset = next_offset
        return stop

    def use(self, pointer: SnapshotPointer, snapshot: Snapshot) -> None:
        """Compare with this snapshot from here on."""
        try:
            self.monitor.snapshot = snapshot
        except ValueError as error:
            # A plug-in that this worker has not got, say: it must not stand still for that.
            self.notices.append(
                f"published configuration {snapshot.publication.version} cannot be used: {error}"
            )
            self.monitor.compare_with(snapshot)
        self.pointer = pointer
        self.awaited = None

    def state(self) -> PartitionState:
        """The partition's own record: all before `next_offset` is done."""
        return PartitionState(self.epoch, self.next_offset, self._hash_key_id, self.pointer)

    def checkpoint(self) -> list[tuple[bytes | None, bytes, Headers]]:
        """One record for each touched agent, then the partition's own."""
        records: list[tuple[bytes | None, bytes, Headers]] = []
        epoch, hash_key_id, profiles = self.epoch, self._hash_key_id, self.profiles
        for key in sorted(self._touched):
            last_offset, n_unscored = self._touched[key], self.unscored.get(key, 0)
            packed = profiles.packed(key)
            state = ProfileState(epoch, last_offset, hash_key_id, packed, n_unscored)
            records.append((key.encode(), encode_state(state), ()))
        records.append((PARTITION_KEY, encode_state(self.state()), ()))
        return records

    def forget_written(self) -> None:
        """All that was waiting to be written is on the broker now."""
        self.alerts.clear()
        self.dead_letters.clear()
        self._touched.clear()

    def _refuse(self, record: Record, stage: str, reason: str) -> None:
        self.dead_letters.append(DeadLetter(record, stage, BadEvent(stage, reason).reason))

    def _fail(self, record: Record, key: str, error: Exception) -> None:
        self.unscored[key] = self.unscored.get(key, 0) + 1
        self._refuse(record, "score", f"{type(error).__name__}: {error}")
        self.notices.append(f"an event of {key!r} could not be scored: {type(error).__name__}")

    def _apply_control(self, record: Record, value: bytes, error: BadEvent) -> bool:
        """Take in what is not an event; False if its snapshot has to come first."""
        if value.startswith(b"{") or value.count(b".", 0, 64 * 1024) != 2:
            self.dead_letters.append(DeadLetter(record, error.stage, error.reason))
            return True
        try:
            pointer = open_pointer(value, self._keys)
        except BadSignature as refusal:
            self._refuse(record, "control", str(refusal))
            return True
        current = self.monitor.snapshot
        if pointer.rank <= current.rank:
            if self.pointer is None or pointer.hash != self.pointer.hash:
                self.notices.append(
                    f"snapshot {pointer.version} ignored; {current.version} is in force"
                )
            return True
        snapshot = self.known_snapshots.get(pointer.hash)
        if snapshot is None:
            self.awaited = pointer
            return False
        self.use(pointer, snapshot)
        return True
