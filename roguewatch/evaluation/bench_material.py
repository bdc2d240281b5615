"""What the benches read: the life of a simulated fleet of a thousand agents."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from detectors.config import Config
from roguewatch.simulation import Fleet
from streams.events import ActionEvent
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.snapshot import Snapshot, build_snapshot

N_AGENTS = 1_000
_EVENTS_A_DAY = 20_000
_DAY_S = 86_400


def fleet_events(n_events: int, seed: int) -> Iterator[ActionEvent]:
    """Yield the first `n_events` of a fleet's life, in time order.

    Examples
    --------
    >>> [event.agent_id for event in fleet_events(2, seed=1)] != []
    True
    """
    start = datetime(2026, 1, 5, tzinfo=UTC)
    fleet = Fleet(seed, N_AGENTS, start, n_days=n_events // _EVENTS_A_DAY + 2)
    return islice(fleet.events(), n_events)


class DailySnapshots:
    """Scores the events and gives the snapshot before the first of each day.

    A live topic has one snapshot in millions of events; this history is thin, and one an hour
    would have a bench measure snapshots.

    Examples
    --------
    >>> snapshots = DailySnapshots(Config(), b"for benches only")
    >>> [snapshots.before(event) for event in fleet_events(1, seed=1)]
    [None]
    """

    def __init__(self, config: Config, hash_key: bytes) -> None:
        self.last = Snapshot()
        self._monitor = Monitor(config, hash_key, ProfileStore())
        self._day: int | None = None

    def before(self, event: ActionEvent) -> Snapshot | None:
        """Take one event in; return the snapshot that counts from it on, if there is a new one."""
        day, snapshot = int(event.timestamp) // _DAY_S, None
        if self._day is not None and day > self._day:
            profiles = self._monitor.profiles.items_sorted()
            snapshot = build_snapshot(day * 24, float(day * _DAY_S), profiles)
            self._monitor.snapshot = self.last = snapshot
        self._day = day
        self._monitor.process_one(event)
        return snapshot
