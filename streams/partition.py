"""One partition: its agents' profiles, the snapshot in force, and what is not yet written."""

import math
from collections.abc import Mapping, Sequence

from alerts.alert import Alert
from alerts.finding import encode_finding
from alerts.first_use import FirstUse
from alerts.keys import KeyRing
from alerts.signed import BadSignature
from alerts.stop_request import StopRequest
from streams.bad_event import BadEvent
from streams.begun_checkpoint import BegunCheckpoint, OutRecord
from streams.checkpoints import PartitionState
from streams.dead_letters import DeadLetter
from streams.events import ActionEvent
from streams.log import Delivery, Record
from streams.monitor import Monitor
from streams.profiles import UnpackableProfile
from streams.read_ahead import AT_MOST, Ahead, read_ahead
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
        self.lost_snapshots: Mapping[str, str] = {}
        """Contents that nobody has any more, by hash, and how that is known."""
        self.n_lost_snapshots = 0
        """How many it went on without, since somebody last counted."""
        self.suspects: Mapping[str, int] = {}
        """Agents whose profile could once not be written, and up to which offset to look why."""
        self.alerts: list[Alert] = []
        self.findings: list[tuple[bytes, bytes]] = []
        """The alerts as records."""
        self.firsts: list[FirstUse] = []
        self.stop_requests: list[StopRequest] = []
        self.sent: list[Delivery] = []
        """Stop requests and alerts on their way, whose arrival nobody has made sure of."""
        self.dead_letters: list[DeadLetter] = []
        self.notices: list[str] = []
        """What an operator should know: ignored snapshots, failures of the scorer."""
        self.unscored: dict[str, int] = {}
        """Agents with events that the scorer failed on, and how many."""
        self._keys = keys
        self._hash_key_id = state.hash_key_id
        self._touched: dict[str, int] = {}
        self._begun: BegunCheckpoint | None = None
        self._raised_by: Record | None = None

    @property
    def n_touched(self) -> int:
        """How many agents the next checkpoint writes."""
        return len(self._touched)

    def apply(self, records: Sequence[Record], start: int, stop: int) -> int:
        """Apply records from `start` on; return the index of the first one not applied.

        Stops before `stop` where a stop request must go out at once, or where a snapshot is
        awaited.
        """
        monitor, profiles = self.monitor, self.profiles
        touched, suspects = self._touched, self.suspects
        begun = self._begun
        unpacked = begun.unpacked if begun is not None else {}
        next_offset = self.next_offset
        ahead: list[Ahead] = []
        for index in range(start, stop):
            record = records[index]
            offset = record.offset
            if not ahead:
                ahead = read_ahead(records[index : min(stop, index + AT_MOST)], monitor.read)
            read = ahead.pop()
            if offset < next_offset:
                continue
            if read is None:
                self._refuse(record, "syntax", "a record must have a value; got none")
                next_offset = offset + 1
                continue
            if isinstance(read, BadEvent):
                snapshot = monitor.snapshot
                if not self._apply_control(record, record.value or b"", read):
                    self.next_offset = offset
                    return index
                if monitor.snapshot is not snapshot:
                    ahead.clear()
                next_offset = offset + 1
                continue
            next_offset = offset + 1
            key = read.key
            if record.key != key.encode():
                self._refuse(record, "key", f"a record's key must be tenant/agent_id; got {key!r}")
                continue
            profile = profiles[key]
            if offset <= profile.last_offset:
                continue
            if begun is not None and key in unpacked:
                begun.pack_one(key)
            is_suspect = bool(suspects) and offset <= suspects.get(key, -1)
            before = profiles.packed(key) if is_suspect else None
            try:
                if isinstance(read, ActionEvent):
                    # Reading it failed; it does so again, where that is told.
                    read = monitor.read(read, record.timestamp / 1000)
                assessment = monitor.process_read(read)
            except MemoryError:
                raise
            except Exception as error:  # one event that breaks a detector must not stop the rest
                self._fail(record, key, "score", error)
                profile.last_offset = offset
                touched[key] = offset
                continue
            profile.last_offset = offset
            touched[key] = offset
            if before is not None:
                self._keep_writable(record, key, before)
            self.firsts += assessment.firsts
            if assessment.alerts:
                self._take_alerts(record, key, assessment.alerts)
            if assessment.stop_requests:
                self.stop_requests += assessment.stop_requests
                self._raised_by = record
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

    def go_without(self) -> None:
        """Go on as before the first snapshot: its content is lost, and the next one counts."""
        self.pointer = None
        self.n_lost_snapshots += 1

    def last_touched(self, key: str) -> int:
        """The offset of an agent's last event that is not written yet; -1 if there is none."""
        begun, _ = self._begun.touched.get(key, (-1, 0)) if self._begun is not None else (-1, 0)
        return max(begun, self._touched.get(key, -1))

    def take_requests(self) -> list[StopRequest]:
        """Hand over the stop requests."""
        requests, self.stop_requests = self.stop_requests, []
        return requests

    def take_findings(self) -> list[tuple[bytes, bytes]]:
        """Hand over the alerts as records."""
        findings, self.findings, self.alerts = self.findings, [], []
        return findings

    def take_firsts(self) -> list[FirstUse]:
        """Hand over what agents used for the first time."""
        firsts, self.firsts = self.firsts, []
        return firsts

    def give_up_request(self, request: StopRequest, error: Exception) -> None:
        """Note a stop request that cannot be sent, with the event that raised it."""
        if self._raised_by is not None:
            self._fail(self._raised_by, request.key, "request", error)

    def state(self) -> PartitionState:
        """The partition's own record: all before `next_offset` is done."""
        return PartitionState(self.epoch, self.next_offset, self._hash_key_id, self.pointer)

    def begin_checkpoint(self) -> BegunCheckpoint:
        """Hand over what is to be written, as of now; what comes later is in the next one."""
        unscored = self.unscored
        touched = {key: (offset, unscored.get(key, 0)) for key, offset in self._touched.items()}
        self._begun = BegunCheckpoint(
            self.number, self.state(), touched, self.profiles, self.sent, self.dead_letters
        )
        self._touched = {}
        self.sent, self.dead_letters = [], []
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
        self.dead_letters = [*checkpoint.dead_letters, *self.dead_letters]
        self._begun = None

    def checkpoint(self) -> list[OutRecord]:
        """One record for each touched agent, then the partition's own, all at once."""
        begun = self.begin_checkpoint()
        self.take_back(begun)
        begun.pack_for(math.inf, lambda: 0.0)
        return [*begun.take_packed(), begun.own_record]

    def forget_written(self) -> None:
        """All that was waiting to be written is on the broker now."""
        self.take_requests()
        self.take_findings()
        self.begin_checkpoint()
        self.end_checkpoint()

    def _refuse(self, record: Record, stage: str, reason: str) -> None:
        self.dead_letters.append(DeadLetter(record, stage, BadEvent(stage, reason).reason))

    def _fail(self, record: Record, key: str, stage: str, error: Exception) -> None:
        self.unscored[key] = self.unscored.get(key, 0) + 1
        self._refuse(record, stage, f"{type(error).__name__}: {error}")
        self.notices.append(
            f"an event of {key!r} failed at the stage {stage!r}: {type(error).__name__}"
        )

    def _take_alerts(self, record: Record, key: str, alerts: Sequence[Alert]) -> None:
        """Encode alerts here, where an event whose alert cannot be told is still at hand."""
        for alert in alerts:
            try:
                finding = encode_finding(alert)
            except MemoryError:
                raise
            except Exception as error:  # its stop request, and all other events, still count
                self._fail(record, key, "finding", error)
                continue
            self.alerts.append(alert)
            self.findings.append((alert.key.encode(), finding))

    def _keep_writable(self, record: Record, key: str, before: dict[str, bytes]) -> None:
        """Forget what one event taught where nobody could write it down."""
        try:
            self.profiles.packed(key)
        except UnpackableProfile as error:
            self._fail(record, key, "state", error)
            self.profiles.put(key, before, record.offset)

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
        if snapshot is None and pointer.hash in self.lost_snapshots:
            why = f"snapshot {pointer.version} {self.lost_snapshots[pointer.hash]}"
            self._refuse(record, "snapshot", why)
            self.n_lost_snapshots += 1
            self.notices.append(f"{why}; it is skipped and {current.version} stays in force")
            return True
        if snapshot is None:
            self.awaited = pointer
            return False
        self.use(pointer, snapshot)
        return True
