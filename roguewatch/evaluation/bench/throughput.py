"""Throughput of a worker, side by side with a bare loop and a plain Faust agent."""

import asyncio
import statistics
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from alerts.keys import KeyRing, init_keys
from detectors.config import Config
from streams.yardsticks.stopwatch import Measurement
from streams.yardsticks.topics import BenchTopics
from streams.yardsticks.writing import Written, write_history, write_profiles

from .material import WARM_UP_DAYS, BenchFleet
from .run import Order, Variant, run_apart

FLOOR_OF_BARE = 0.10
FLOOR_TIMES_FAUST = 12.0


class Throughput(msgspec.Struct, frozen=True):
    """All rounds, and the two ratios that count; the median of the rounds' ratios.

    A ratio is taken within a round, whose three runs follow each other: neighbours on the machine
    slow all of them.

    Examples
    --------
    >>> slow, fast = Measurement(10, 1.0, 1.0, 1.0), Measurement(150, 1.0, 1.0, 1.0)
    >>> result = Throughput(Written(10, 10, 1, 1, 0), {"bare": [fast], "worker": [slow]})
    >>> round(result.ratio("worker", "bare"), 3)
    0.067
    """

    written: Written
    rounds: dict[Variant, list[Measurement]]

    def ratio(self, variant: Variant, other: Variant) -> float:
        """Events per CPU-second of one variant over those of another."""
        pairs = zip(self.rounds[variant], self.rounds[other], strict=True)
        return statistics.median(a.events_per_cpu_s / b.events_per_cpu_s for a, b in pairs)

    def median(self, variant: Variant) -> tuple[float, float]:
        """Median events per CPU-second and per wall second."""
        runs = self.rounds[variant]
        return (
            statistics.median(run.events_per_cpu_s for run in runs),
            statistics.median(run.events_per_wall_s for run in runs),
        )

    @property
    def is_above_floor(self) -> bool:
        return (
            self.ratio("worker", "bare") >= FLOOR_OF_BARE
            and self.ratio("worker", "faust") >= FLOOR_TIMES_FAUST
        )


def measure_throughput(
    bootstrap_servers: str,
    n_events: int,
    seed: int,
    n_plain: int,
    n_rounds: int,
    say: Callable[[str], None],
    warm_up_days: int = WARM_UP_DAYS,
    n_partitions: int = 4,
) -> Throughput:
    """Write the events once; then, round by round, run each variant in a fresh process.

    Worker and Faust agent start with what the days before the events taught, the worker by
    restoring it from its topic; that is not timed.

    Parameters
    ----------
    bootstrap_servers
        A broker without any topic of roguewatch.
    n_events
        Events to time.
    seed
        Of the fleet.
    n_plain
        How many of them the Faust agent gets: it takes a hundred times as long for each.
    n_rounds
        Of three runs each.
    say
        Told what goes on.
    warm_up_days
        Days before the events.
    """
    topics = BenchTopics(bootstrap_servers, n_partitions)
    topics.create()
    try:
        with TemporaryDirectory(prefix="roguewatch-bench-") as name:
            folder = Path(name)
            init_keys(folder / "keys")
            keys = KeyRing.load(folder / "keys")
            hash_key = keys.hash_key or b""
            say(f"learning {warm_up_days} days of history, and writing what comes next")
            fleet = BenchFleet(n_events, seed, Config(), hash_key, warm_up_days)
            (folder / "profiles").write_bytes(msgspec.msgpack.encode(fleet.profiles))
            (folder / "snapshot").write_bytes(fleet.snapshot.pack())
            written = asyncio.run(
                write_history(
                    bootstrap_servers,
                    fleet.events,
                    fleet.snapshot,
                    fleet.snapshot_before,
                    keys,
                    n_partitions,
                    n_plain,
                )
            )
            n_records: dict[Variant, int] = {
                "bare": written.n_events,
                "worker": written.n_records,
                "faust": written.n_plain,
            }
            rounds: dict[Variant, list[Measurement]] = {variant: [] for variant in n_records}
            for number in range(1, n_rounds + 1):
                asyncio.run(
                    write_profiles(bootstrap_servers, fleet.profiles, hash_key, n_partitions)
                )
                for variant, n in n_records.items():
                    order = Order(variant, bootstrap_servers, number, n, n_partitions, name)
                    measured = run_apart(order)
                    say(f"round {number}, {variant}: {measured.events_per_cpu_s:,.0f} a CPU-second")
                    rounds[variant].append(measured)
                topics.forget_results()
            return Throughput(written, rounds)
    finally:
        topics.delete()
