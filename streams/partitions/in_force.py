"""Which snapshot a partition compares with: the one that its log named last."""

from collections.abc import Mapping

from streams.log import Record
from streams.monitor import Monitor
from streams.partitions.raised import Raised
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer


class InForce:
    """Follows the snapshot pointers between the events.

    Parameters
    ----------
    monitor
        Compares with the snapshot in force.
    raised
        Where what cannot be followed is told.
    pointer
        The one in force.

    Examples
    --------
    >>> from detectors.config import Config
    >>> from streams.profiles import ProfileStore
    >>> monitor = Monitor(Config(), b"0123456789abcdef", ProfileStore())
    >>> snapshots = InForce(monitor, Raised(), None)
    >>> snapshots.use(SnapshotPointer(1, "hash", 0, 0), Snapshot(version=1))
    >>> monitor.snapshot.version, snapshots.pointer.version
    (1, 1)
    """

    def __init__(self, monitor: Monitor, raised: Raised, pointer: SnapshotPointer | None) -> None:
        self.pointer = pointer
        self.awaited: SnapshotPointer | None = None
        """A snapshot that must be there before the next record."""
        self.known: Mapping[str, Snapshot] = {}
        """Contents at hand, by hash."""
        self.lost: Mapping[str, str] = {}
        """Contents that nobody has any more, by hash, and how that is known."""
        self.n_lost = 0
        """How many were gone without, since somebody last counted."""
        self._monitor = monitor
        self._raised = raised

    def follow(self, record: Record, pointer: SnapshotPointer) -> bool:
        """Compare with what a record points to; False if that has to come first."""
        notices, current = self._raised.notices, self._monitor.snapshot
        if pointer.rank <= current.rank:
            if self.pointer is None or pointer.hash != self.pointer.hash:
                notices.append(f"snapshot {pointer.version} ignored; {current.version} is in force")
            return True
        snapshot = self.known.get(pointer.hash)
        if snapshot is not None:
            self.use(pointer, snapshot)
            return True
        if pointer.hash not in self.lost:
            self.awaited = pointer
            return False
        why = f"snapshot {pointer.version} {self.lost[pointer.hash]}"
        self._raised.refuse(record, "snapshot", why)
        self.n_lost += 1
        notices.append(f"{why}; it is skipped and {current.version} stays in force")
        return True

    def use(self, pointer: SnapshotPointer, snapshot: Snapshot) -> None:
        """Compare with this snapshot from here on."""
        try:
            self._monitor.snapshot = snapshot
        except ValueError as error:
            # A plug-in that this worker has not got, say: it must not stand still for that.
            self._raised.notices.append(
                f"published configuration {snapshot.publication.version} cannot be used: {error}"
            )
            self._monitor.compare_with(snapshot)
        self.pointer = pointer
        self.awaited = None

    def go_without(self) -> None:
        """Go on as before the first snapshot: its content is lost, and the next one counts."""
        self.pointer = None
        self.n_lost += 1
