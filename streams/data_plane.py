"""The firehose: a service of ours in an app of Faust's."""

import time
from collections.abc import Callable, Mapping

from mode import Service

from alerts.keys import KeyRing
from streams.checkpoints import hash_key_id
from streams.kafka.kafka_log import KafkaLog
from streams.metrics import MetricName
from streams.monitor import Monitor
from streams.partitions.batch_loop import BatchLoop
from streams.partitions.checkpoint_due import CheckpointDue
from streams.partitions.checkpointer import Checkpointer
from streams.partitions.restorer import Restorer
from streams.snapshots.reader import SnapshotReader
from streams.watchdog import Watchdog


class DataPlane(Service):
    """Runs the batch loop from start to stop, and ends the process if it stands still.

    Parameters
    ----------
    log
        Client of the topic of actions; started and stopped here.
    new_monitor
        Makes a monitor without any profile; one for each partition.
    keys
        Signs as `worker`, verifies what `control` signed.
    hash_key
        The secret in the profiles.
    session_timeout_s
        Of the consumer group.
    checkpoint_s
        Time between checkpoints.
    """

    def __init__(
        self,
        log: KafkaLog,
        new_monitor: Callable[[], Monitor],
        keys: KeyRing,
        hash_key: bytes,
        session_timeout_s: float = 10.0,
        checkpoint_s: float = 2.0,
    ) -> None:
        super().__init__()
        snapshots = SnapshotReader(log.read)
        self.loop_of_batches = BatchLoop(
            log,
            Restorer(log, snapshots, new_monitor, keys, hash_key_id(hash_key)),
            Checkpointer(log, keys, session_timeout_s),
            snapshots,
            session_timeout_s=session_timeout_s,
            due=CheckpointDue(checkpoint_s),
        )
        batches = self.loop_of_batches
        self._log_client = log
        self._watchdog = Watchdog(lambda: batches.lag, lambda: batches.progressed_at)

    @property
    def is_ready(self) -> bool:
        """Whether every assigned partition is worked on."""
        return self.loop_of_batches.is_ready

    def figures(self) -> Mapping[MetricName, float]:
        """The present figures, for Prometheus."""
        batches = self.loop_of_batches
        partitions = list(batches.partitions.values())
        counts = batches.counts
        return {
            "roguewatch_worker_records_total": counts["records"],
            "roguewatch_worker_alerts_total": counts["alerts"],
            "roguewatch_worker_stop_requests_total": counts["stop_requests"],
            "roguewatch_worker_dead_letters_total": counts["dead_letters"],
            "roguewatch_worker_checkpoints_total": counts["checkpoints"],
            "roguewatch_worker_restores_total": counts["restores"],
            "roguewatch_worker_failures_total": counts["failures"],
            "roguewatch_worker_notices_total": counts["notices"],
            "roguewatch_worker_lost_snapshots_total": counts["lost_snapshots"],
            "roguewatch_worker_partitions": len(partitions),
            "roguewatch_worker_agents": sum(len(p.profiles) for p in partitions),
            "roguewatch_worker_lag": batches.lag,
            "roguewatch_worker_idle_seconds": time.monotonic() - batches.progressed_at,
            "roguewatch_snapshot_version": min(
                (p.monitor.snapshot.version for p in partitions), default=0
            ),
        }

    async def on_start(self) -> None:
        batches = self.loop_of_batches
        await self._log_client.start(batches.on_assigned, batches.on_revoked)
        self._watchdog.start()

    @Service.task
    async def _run(self) -> None:
        while not self.should_stop:
            await self.loop_of_batches.step()

    async def on_stop(self) -> None:
        self._watchdog.stop()
        await self.loop_of_batches.stop()
        await self._log_client.stop()
