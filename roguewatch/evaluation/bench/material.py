"""What the benches read: the life of a simulated fleet of a thousand agents."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain

from detectors.config import Config
from roguewatch.simulation import Fleet
from streams.events import ActionEvent
from streams.snapshot import Snapshot

from ..daily_snapshots import DAY_S, DailySnapshots

N_AGENTS = 1_000
WARM_UP_DAYS = 7
_START = datetime(2026, 1, 5, tzinfo=UTC)
_EVENTS_A_DAY_EACH = 20


def fleet_events(
    n_events: int, seed: int, n_days_before: int = 0, n_agents: int = N_AGENTS
) -> Iterator[ActionEvent]:
    """Yield all of the days before and `n_events` after them, in time order.

    Examples
    --------
    >>> len(list(fleet_events(2, seed=1)))
    2
    """
    n_days = n_days_before + n_events // (_EVENTS_A_DAY_EACH * n_agents) + 2
    begins_at, n_since = _begins_at(n_days_before), 0
    for event in Fleet(seed, n_agents, _START, n_days).events():
        n_since += event.timestamp >= begins_at
        yield event
        if n_since == n_events:
            return


class BenchFleet:
    """A fleet that has been at work for some days, and what it does next.

    A bench of a cold fleet measures alarms: all is new to agents without a past, and each alert
    carries a whole profile. A worker spends its life with agents that it knows, so the first days
    are learned before anything is timed. What was learned stands in `profiles`, as a restarted
    worker finds it; every variant that scores begins with it and with `snapshot`, and reads the
    same events.

    Parameters
    ----------
    n_events
        Events after the warm-up.
    seed
        Of the fleet.
    config, hash_key
        What the worker has.
    warm_up_days
        Days before; none is a cold start.
    n_agents
        Size of the fleet.

    Examples
    --------
    >>> fleet = BenchFleet(3, 1, Config(), b"for benches only", warm_up_days=0)
    >>> len(list(fleet.events)), fleet.profiles, fleet.snapshot.version
    (3, {}, 0)
    """

    def __init__(
        self,
        n_events: int,
        seed: int,
        config: Config,
        hash_key: bytes,
        warm_up_days: int = WARM_UP_DAYS,
        n_agents: int = N_AGENTS,
    ) -> None:
        self._snapshots = DailySnapshots(config, hash_key)
        life = fleet_events(n_events, seed, warm_up_days, n_agents)
        begins_at = _begins_at(warm_up_days)
        first = next(life)
        while first.timestamp < begins_at:
            self._snapshots.before(first)
            first = next(life)
        self._snapshots.turn(first)
        learned = self._snapshots.profiles.items_sorted()
        self.profiles = {key: profile.pack() for key, profile in learned}
        self.snapshot: Snapshot = self._snapshots.last
        self.events: Iterator[ActionEvent] = chain((first,), life)
        """To be read once."""

    def snapshot_before(self, event: ActionEvent) -> Snapshot | None:
        """Take one event in; return the snapshot that counts from it on, if there is a new one."""
        return self._snapshots.before(event)


def _begins_at(n_days_before: int) -> float:
    return _START.timestamp() + n_days_before * DAY_S
