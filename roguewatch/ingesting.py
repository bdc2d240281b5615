"""Files to Kafka, so that the topic equals the files."""

import sys
import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from alerts.keys import KeyRing
from alerts.sanitise import sanitise
from detectors.config import Config
from roguewatch.demo.filling import Filled, fill
from streams.bad_event import BadEvent
from streams.kafka.history_topic import prepare_for_history
from streams.reading import History

_WITHOUT_A_COUNT = "a time before 1970, which Kafka cannot hold"


class Ingestion:
    """Sends recorded events to `agent-actions`, and each hour's snapshot in band.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    config
        Detector configuration with which the snapshots are built: the workers' own.
    keys
        Must hold the key of the role `control`, which signs snapshot pointers, and the hash key.
    n_partitions
        Partitions of the topics, if they are to be created.

    Examples
    --------
    >>> Ingestion("127.0.0.1:9092", Config(), KeyRing.generate(["worker"]))
    Traceback (most recent call last):
        ...
    ValueError: keys must hold the role control and the hash key; got ('worker',)
    """

    def __init__(
        self, bootstrap_servers: str, config: Config, keys: KeyRing, n_partitions: int = 4
    ) -> None:
        if "control" not in keys.roles or keys.hash_key is None:
            raise ValueError(
                f"keys must hold the role control and the hash key; got {keys.roles!r}"
            )
        self.bootstrap_servers = bootstrap_servers
        self.config = config
        self.keys = keys
        self.n_partitions = n_partitions

    def prepare(self, *, is_append: bool = False) -> None:
        """Create missing topics; raise `TopicNotFit` where the topic could not equal the files."""
        self.n_partitions = prepare_for_history(
            self.bootstrap_servers, self.n_partitions, is_append
        )

    async def send(self, history: History) -> Filled:
        """Read, send and report; bad records are counted, and stay where they are."""
        console = Console(stderr=True, highlight=False)
        started = time.perf_counter()
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not sys.stderr.isatty(),
        ) as progress:
            task = progress.add_task("reading", total=None)
            events = [event for event in history.read() if _has_time(event.timestamp, history)]
            progress.update(task, description="sending", total=len(events))
            filled = await fill(
                self.bootstrap_servers,
                events,
                self.config,
                self.keys,
                self.n_partitions,
                lambda n: progress.update(task, completed=n),
            )
        report = history.report
        print(f"sent {len(events):,} events to {self.n_partitions} partitions of agent-actions")
        left_out = (
            ("no action", report.no_action),
            ("without an agent", report.skipped),
            ("bad", report.bad),
        )
        for kind, counts in left_out:
            for reason, n in counts.most_common():
                print(f"left out, {kind}: {n:,} × {sanitise(reason)}")
        console.print(f"in {time.perf_counter() - started:.1f} s")
        return filled


def _has_time(timestamp: float, history: History) -> bool:
    if timestamp >= 0:
        return True
    history.report.add_bad("an event", BadEvent("source", _WITHOUT_A_COUNT))
    return False
