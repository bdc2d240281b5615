"""Snapshots for a history that was never live, as `roguewatch control` would have made them."""

from detectors.config import Config
from streams.events import ActionEvent
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.snapshot import Snapshot, build_snapshot

DAY_S = 86_400


class DailySnapshots:
    """Scores the events and gives the snapshot before the first of each day.

    A live topic has one snapshot an hour, in millions of events; this history is thin, and one an
    hour would have a bench measure snapshots.

    Examples
    --------
    >>> from .bench.material import fleet_events
    >>> snapshots = DailySnapshots(Config(), b"for benches only")
    >>> [snapshots.before(event) for event in fleet_events(1, seed=1)]
    [None]
    """

    def __init__(self, config: Config, hash_key: bytes) -> None:
        self.last = Snapshot()
        self.profiles = ProfileStore()
        self._monitor = Monitor(config, hash_key, self.profiles, is_all_scored=False)
        self._day: int | None = None

    def before(self, event: ActionEvent) -> Snapshot | None:
        """Take one event in; return the snapshot that counts from it on, if there is a new one."""
        snapshot = self.turn(event)
        self._monitor.process_one(event)
        return snapshot

    def turn(self, event: ActionEvent) -> Snapshot | None:
        """Make the snapshot of this event's day, unless it was made or there is no day before."""
        day, before = int(event.timestamp) // DAY_S, self._day
        self._day = day
        if before is None or day <= before:
            return None
        self.last = build_snapshot(
            day * 24,
            float(day * DAY_S),
            self.profiles.items_sorted(),
            self._monitor.scoring.shared,
        )
        self._monitor.snapshot = self.last
        return self.last
