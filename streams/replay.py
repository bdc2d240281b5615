"""Replay, rebuilt: files through the same core, with a snapshot at each hour of event time."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from alerts.alert import Alert
from alerts.fleet.deviation import Deviation
from alerts.fleet.fleet import Fleet
from detectors.config import Config
from detectors.registry import make_detectors

from .assessing.assessment import Assessment
from .assessing.scoring import shared_by
from .events import ActionEvent
from .monitor import Monitor
from .profiles import ProfileStore
from .publication import Publication
from .snapshot import Snapshot, build_snapshot

HOUR_S = 3_600


class Replay:
    """Scores events in time order and builds the snapshot before the first event of each hour.

    What the control plane makes of several agents' first uses and alerts, it makes here: such an
    alert stands with the event that completes it.

    All partitions meet at the hour, so the result does not depend on how many there are.

    Parameters
    ----------
    config
        Stages, dials and weights.
    hash_key
        Secret for hashing what agents choose.
    on_snapshot
        Called with each new snapshot before the first event it counts for: `ingest`, the demo and
        `verify` write it into the log there, so that their topic equals the file.
    changes
        Published configurations, and the times from which the next snapshot carries them.
    is_all_scored
        As of `Monitor`: whoever reads alerts alone need not have detectors asked that have no say.
    snapshot_hours
        More than one makes fewer snapshots, of older peers: for small fleets, whose snapshots cost
        more than their events.

    Examples
    --------
    >>> replay = Replay(Config(), b"0123456789abcdef")
    >>> list(replay.run([]))
    []
    """

    def __init__(
        self,
        config: Config,
        hash_key: bytes,
        on_snapshot: Callable[[Snapshot], None] | None = None,
        changes: Sequence[tuple[float, Publication]] = (),
        is_all_scored: bool = True,
        snapshot_hours: int = 1,
    ) -> None:
        if snapshot_hours < 1:
            raise ValueError(f"snapshot_hours must be at least 1; got {snapshot_hours!r}")
        self.profiles = ProfileStore()
        self.monitor = Monitor(config, hash_key, self.profiles, is_all_scored=is_all_scored)
        self._config = config
        self.fleet = Fleet(config)
        self._fleet_config = config.hash
        self._on_snapshot = on_snapshot
        self._changes = sorted(changes, key=lambda change: change[0])
        self._snapshot_hours = snapshot_hours
        self._hour: int | None = None

    def run(self, events: Iterable[ActionEvent]) -> Iterator[Assessment]:
        """Assess every event, in the order given."""
        for event in events:
            yield self.process_one(event)

    def process_one(self, event: ActionEvent) -> Assessment:
        """Assess one event; a new hour of event time makes a new snapshot first."""
        hour = int(event.timestamp) // HOUR_S
        if self._hour is None:
            self._hour = hour
        elif hour // self._snapshot_hours > self._hour // self._snapshot_hours:
            self._hour = hour
            snapshot = self.build_snapshot(hour)
            self.monitor.snapshot = snapshot
            if self._on_snapshot is not None:
                self._on_snapshot(snapshot)
        return self._with_fleet(self.monitor.process_one(event))

    def _with_fleet(self, assessment: Assessment) -> Assessment:
        """Add what several agents together come to."""
        if not assessment.firsts and not assessment.alerts:
            return assessment
        if self.monitor.config.hash != self._fleet_config:
            self.fleet.use(self.monitor.config)
            self._fleet_config = self.monitor.config.hash
        made: tuple[Alert, ...] = ()
        for first in assessment.firsts:
            made += self.fleet.process_first(first)
        for alert in assessment.alerts:
            if alert.activity == "create":
                made += self.fleet.process_deviation(Deviation.of(alert))
        assessment.alerts += made
        return assessment

    def build_snapshot(self, hour: int) -> Snapshot:
        """What agents are compared with from this hour on, as far as is known now."""
        time = float(hour * HOUR_S)
        due = [publication for since, publication in self._changes if since <= time]
        more = self.monitor.scoring.shared
        if due:
            more = shared_by(make_detectors(due[-1].config or self._config))
        snapshot = build_snapshot(hour, time, self.profiles.items_sorted(), more)
        return snapshot.with_published(due[-1].pack()) if due else snapshot

    def state_hash(self) -> str:
        """SHA-256 over agent ids and canonical profiles."""
        return self.profiles.state_hash()
