"""How long it takes from the call that gives an agent away to the agent that is stopped."""

import math
from collections.abc import Mapping, Sequence

import msgspec

from roguewatch.demo.call_record import CallRecord

from .watch import StopMarks

GRACE_MS = 200.0
MOST_LATE = 0.01
ACK_P95_MS = 1_000.0
STEPS = {
    "sent_ms": "event → sent by the SDK",
    "requested_ms": "event → stop request",
    "durable_ms": "event → signed command durable",
    "refused_ms": "event → gate refuses",
    "acked_ms": "event → acknowledgement",
    "contained_ms": "event → contained, in the ledger",
}


class Stop(msgspec.Struct, frozen=True):
    """One agent's stop: each step in milliseconds after the raising event, None if it never came.

    `refused_ms` is the start of the first refused call, so it is late by up to the time between two
    calls. `n_after` counts calls begun 200 ms or more after the event, `n_late` those of them that
    were let through.
    """

    key: str
    sent_ms: float | None = None
    requested_ms: float | None = None
    durable_ms: float | None = None
    refused_ms: float | None = None
    acked_ms: float | None = None
    contained_ms: float | None = None
    n_after: int = 0
    n_late: int = 0
    answer: str = ""

    @classmethod
    def of(cls, key: str, marks: StopMarks, calls: Sequence[CallRecord]) -> "Stop":
        """Put together what the topics and what the agent's own process say."""
        if (since := marks.event_at) is None:
            return cls(key, answer=marks.answer)

        def ms(at: float | None) -> float | None:
            return None if at is None else max(0.0, 1_000 * (at - since))

        rogue = [call for call in calls if call.is_rogue]
        after = [call for call in rogue if 1_000 * (call.started - since) >= GRACE_MS]
        refused_at = min((call.started for call in rogue if call.is_refused), default=None)
        return cls(
            key,
            sent_ms=ms(marks.sent_at),
            requested_ms=ms(marks.requested_at),
            durable_ms=ms(marks.durable_at),
            refused_ms=ms(refused_at),
            acked_ms=ms(marks.acked_at),
            contained_ms=ms(marks.contained_at),
            n_after=len(after),
            n_late=sum(not call.is_refused for call in after),
            answer=marks.answer,
        )


class Latency(msgspec.Struct, frozen=True):
    """All stops of a run, under a background load in events per second.

    Examples
    --------
    >>> stop = Stop("default/a", 2.0, 5.0, 9.0, 20.0, 21.0, 30.0, n_after=60)
    >>> Latency([stop] * 99 + [Stop("default/b")], load=0.0).percentiles("acked_ms")
    (21.0, 21.0, 21.0, inf)
    """

    stops: list[Stop]
    load: float

    @classmethod
    def of(
        cls,
        keys: Sequence[str],
        marks: Mapping[str, StopMarks],
        calls: Mapping[str, Sequence[CallRecord]],
        load: float,
    ) -> "Latency":
        """Judge every agent that went rogue."""
        return cls([Stop.of(k, marks.get(k, StopMarks()), calls.get(k, ())) for k in keys], load)

    def percentiles(self, step: str) -> tuple[float, float, float, float]:
        """p50, p95, p99 and the greatest, by nearest rank; what never came is infinitely late."""
        values = [getattr(stop, step) for stop in self.stops]
        ordered = sorted(math.inf if value is None else value for value in values)
        ranks = (max(1, math.ceil(share * len(ordered))) for share in (0.5, 0.95, 0.99, 1.0))
        p50, p95, p99, most = (ordered[rank - 1] for rank in ranks)
        return p50, p95, p99, most

    @property
    def late_calls(self) -> float:
        """Share of the calls begun 200 ms or more after their event that were let through."""
        n_after = sum(stop.n_after for stop in self.stops)
        return sum(stop.n_late for stop in self.stops) / n_after if n_after else 1.0

    @property
    def late_stops(self) -> float:
        """Share of the stops after which such a call was let through, or that never came."""
        return sum(stop.n_late > 0 or not stop.n_after for stop in self.stops) / len(self.stops)

    @property
    def misses(self) -> tuple[str, ...]:
        """Which floors are missed, and why."""
        misses = [
            f"{share:.2%} of {what}, where {MOST_LATE:.0%} is allowed"
            for share, what in (
                (self.late_calls, "calls begun 200 ms after the event were let through"),
                (self.late_stops, "agents made such a call"),
            )
            if share > MOST_LATE
        ]
        if (p95 := self.percentiles("acked_ms")[1]) >= ACK_P95_MS:
            misses.append(f"p95 of acknowledgements is {p95:.0f} ms, where 1,000 is the floor")
        answers = sorted({stop.answer for stop in self.stops if stop.answer})
        return (*misses, *answers[:3])
