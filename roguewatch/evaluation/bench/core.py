"""Where the time of an event and the bytes of a profile go: the core, without a broker."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from statistics import median
from typing import Any, TypeVar

import msgspec

from baselines import (
    Baseline,
    ChangesBaseline,
    Membership,
    RecentEvents,
    SessionPeaks,
    SessionsBaseline,
    SessionVectors,
)
from baselines.compiled import is_compiled
from baselines.session import Session
from detectors.config import Config
from detectors.registry import make_detectors
from streams.collecting import as_in_a_worker
from streams.decoding import decode_event
from streams.events import encode_event
from streams.featurize import Featurizer
from streams.monitor import Monitor
from streams.profiles import ProfileStore

from .material import WARM_UP_DAYS, BenchFleet

Result = TypeVar("Result")

_HASH_KEY = b"for benches only"


class CorePart(msgspec.Struct, frozen=True):
    """What one detector or baseline costs: CPU an event, and bytes of an agent.

    Of a detector, `n_bytes` is what the baselines that it reads take, which others read too. Parts
    of a compiled core call each other where nobody can take the time: `us` is then `None`.
    """

    name: str
    us: float | None
    n_bytes: float


class CoreTimes(msgspec.Struct, frozen=True):
    """Microseconds of CPU an event, in all and of each part, and the median agent's bytes.

    Parts are timed in a run of their own, without the cost of timing, with all detectors asked,
    also those in shadow; one that calls another includes it. `profile_bytes` is the median
    agent's whole profile, names and all, as it is written.

    Examples
    --------
    >>> times = measure_core(n_events=200, seed=1, warm_up_days=0)
    >>> times.n_events, "hijack" in [d.name for d in times.detectors], times.process_one_us > 0
    (200, True, True)
    """

    n_events: int
    decode_us: float
    featurize_us: float | None
    process_one_us: float
    pack_us: float
    profile_bytes: float
    detectors: list[CorePart]
    baselines: list[CorePart]

    @property
    def total_us(self) -> float | None:
        """All detectors and all baselines together, for one event."""
        known = [part.us for part in self.detectors + self.baselines if part.us is not None]
        return sum(known) if len(known) == len(self.detectors + self.baselines) else None


def measure_core(n_events: int, seed: int, warm_up_days: int = WARM_UP_DAYS) -> CoreTimes:
    """Score a fleet's events in memory, once for the whole and once for the parts.

    As a worker does that was restarted at the end of the warm-up.
    """
    # A process imports it once, when a forest first grows: the second it takes is no event's.
    import river.anomaly  # noqa: F401

    config = Config()
    fleet = BenchFleet(n_events, seed, config, _HASH_KEY, warm_up_days)
    values = [encode_event(event) for event in fleet.events]
    with as_in_a_worker():
        return _measure(config, fleet, values)


def _measure(config: Config, fleet: BenchFleet, values: list[bytes]) -> CoreTimes:
    n_events = len(values)
    decode_us, events = _time(lambda: [decode_event(value) for value in values], n_events)

    def score(is_all_scored: bool = False) -> ProfileStore:
        store = ProfileStore()
        for key, packed in fleet.profiles.items():
            store.put(key, packed, -1)
        monitor = Monitor(config, _HASH_KEY, store, fleet.snapshot, is_all_scored=is_all_scored)
        for event in events:
            monitor.process_one(event)
        return store

    process_one_us, profiles = _time(score, n_events)
    keys = profiles.keys()
    pack_us, packed = _time(lambda: [profiles.packed(key) for key in keys], len(keys))
    spent: dict[str, list[int]] = {}
    with ExitStack() as stack:
        for name, owner, method in _parts(config):
            stack.enter_context(_timed(owner, method, spent.setdefault(name, [])))
        everything = score(is_all_scored=True)
    overhead_ns = _overhead_ns()
    is_seen = not is_compiled()
    us = {
        name: max(0.0, sum(took) - overhead_ns * len(took)) / 1_000 / n_events
        if took or is_seen
        else None
        for name, took in spent.items()
    }
    n_bytes = _median_bytes([everything.packed(key) for key in keys])
    return CoreTimes(
        n_events=n_events,
        decode_us=decode_us,
        featurize_us=us["featurize"],
        process_one_us=process_one_us,
        pack_us=pack_us,
        profile_bytes=median(len(msgspec.msgpack.encode(profile)) for profile in packed),
        detectors=_sorted(
            CorePart(
                detector.name,
                us[f"score {detector.name}"],
                sum(n_bytes.get(kind.name, 0.0) for kind in detector.baselines),
            )
            for detector in make_detectors(config)
        ),
        baselines=_sorted(
            CorePart(name, us.get(f"learn {name}", 0.0), size) for name, size in n_bytes.items()
        ),
    )


def _parts(config: Config) -> Iterator[tuple[str, type, str]]:
    yield "featurize", Featurizer, "read"
    for detector in make_detectors(config):
        yield f"score {detector.name}", type(detector), "score_one"
    for baseline in Baseline.__subclasses__():
        yield f"learn {baseline.name}", baseline, "learn_one"
    # These are not told what happened as the others are.
    yield "learn sessions", SessionsBaseline, "open"
    yield "learn sessions", Session, "learn_one"
    yield "learn recent", RecentEvents, "see"
    yield "learn membership", Membership, "see"
    # And these learn whole sessions: only an event that ends one pays for it.
    yield "learn changes", ChangesBaseline, "learn_session"
    yield "learn peaks", SessionPeaks, "learn_session"
    yield "learn session_vectors", SessionVectors, "learn_session"


def _median_bytes(profiles: list[dict[str, bytes]]) -> dict[str, float]:
    """The median agent's bytes of each baseline, by its name, and of the symbols they share."""
    names = {kind.key: kind.name for kind in Baseline.__subclasses__()}
    names[""] = "symbols"
    keys = sorted({key for profile in profiles for key in profile})
    return {
        names.get(key, key): median(len(profile.get(key, b"")) for profile in profiles)
        for key in keys
    }


def _sorted(parts: Iterable[CorePart]) -> list[CorePart]:
    return sorted(parts, key=lambda part: (-(part.us or 0.0), part.name))


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
        start = time.thread_time_ns()
        result = original(*args)
        took.append(time.thread_time_ns() - start)
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
