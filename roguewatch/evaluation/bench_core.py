"""Where the time of one event goes in the pure core: a profile in memory, without a broker."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any, TypeVar

import msgspec

from baselines import Baseline
from detectors.config import Config
from detectors.registry import detector_classes
from streams.collecting import as_in_a_worker
from streams.events import decode_event, encode_event
from streams.featurize import Featurizer
from streams.monitor import Monitor
from streams.profiles import ProfileStore

from .bench_material import WARM_UP_DAYS, BenchFleet

Result = TypeVar("Result")

_HASH_KEY = b"for benches only"


class CoreTimes(msgspec.Struct, frozen=True):
    """Microseconds of CPU an event, in all and of each part.

    Parts are timed in a run of their own, without the cost of timing; one that calls another
    includes it.

    Examples
    --------
    >>> times = measure_core(n_events=200, seed=1, warm_up_days=0)
    >>> times.n_events, "score hijack" in times.parts_us, times.process_one_us > 0
    (200, True, True)
    """

    n_events: int
    decode_us: float
    process_one_us: float
    pack_us: float
    parts_us: dict[str, float]


def measure_core(n_events: int, seed: int, warm_up_days: int = WARM_UP_DAYS) -> CoreTimes:
    """Score a fleet's events in memory, once for the whole and once for the parts.

    As a worker does that was restarted at the end of the warm-up.
    """
    fleet = BenchFleet(n_events, seed, Config(), _HASH_KEY, warm_up_days)
    values = [encode_event(event) for event in fleet.events]
    with as_in_a_worker():
        return _measure(fleet, values)


def _measure(fleet: BenchFleet, values: list[bytes]) -> CoreTimes:
    n_events = len(values)
    decode_us, events = _time(lambda: [decode_event(value) for value in values], n_events)

    def score() -> ProfileStore:
        store = ProfileStore()
        for key, packed in fleet.profiles.items():
            store.put(key, packed, -1)
        monitor = Monitor(Config(), _HASH_KEY, store, fleet.snapshot, is_all_scored=False)
        for event in events:
            monitor.process_one(event)
        return store

    process_one_us, profiles = _time(score, n_events)
    keys = profiles.keys()
    pack_us, _ = _time(lambda: [profiles.packed(key) for key in keys], len(keys))
    spent: dict[str, list[int]] = {}
    with ExitStack() as stack:
        for name, owner, method in _parts():
            stack.enter_context(_timed(owner, method, spent.setdefault(name, [])))
        score()
    overhead_ns = _overhead_ns()
    parts_us = {
        name: max(0.0, sum(took) - overhead_ns * len(took)) / 1_000 / n_events
        for name, took in spent.items()
        if took
    }
    in_order = sorted(parts_us.items(), key=lambda part: -part[1])
    return CoreTimes(n_events, decode_us, process_one_us, pack_us, dict(in_order))


def _parts() -> Iterator[tuple[str, type, str]]:
    yield "featurize", Featurizer, "__call__"
    for name, detector in detector_classes().items():
        yield f"score {name}", detector, "score_one"
    for baseline in Baseline.__subclasses__():
        yield f"learn {baseline.__name__}", baseline, "learn_one"


def _time(run: Callable[[], Result], n: int) -> tuple[float, Result]:
    """Microseconds of CPU for each of `n`, and what came out."""
    start = time.process_time()
    result = run()
    return (time.process_time() - start) / n * 1e6, result


@contextmanager
def _timed(owner: type, method: str, took: list[int]) -> Iterator[None]:
    """Have a method write down how long each of its calls took."""
    original: Callable[..., Any] = getattr(owner, method)

    @wraps(original)
    def wrapper(*args: Any) -> Any:
        start = time.perf_counter_ns()
        result = original(*args)
        took.append(time.perf_counter_ns() - start)
        return result

    setattr(owner, method, wrapper)
    try:
        yield
    finally:
        setattr(owner, method, original)


def _overhead_ns() -> float:
    """Measure what a timed call costs in its own figure."""

    class Nothing:
        def call(self) -> None: ...

    took: list[int] = []
    with _timed(Nothing, "call", took):
        nothing = Nothing()
        for _ in range(10_000):
            nothing.call()
    return sum(took) / len(took)
