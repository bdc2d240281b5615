"""A stop is as late as its latest call: what never came is infinitely late, and a miss says why."""

import math

from roguewatch.demo.call_record import CallRecord
from roguewatch.evaluation.latency.result import Latency, Stop
from roguewatch.evaluation.latency.watch import StopMarks

KEY = "default/a"


def call(started: float, is_refused: bool, n: int = 1) -> CallRecord:
    return CallRecord(KEY, n, f"e{started}", started, is_refused)


def stops(n_good: int, *others: Stop) -> Latency:
    good = Stop("default/g", 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, n_after=10)
    return Latency([*[good] * n_good, *others], load=0.0)


def test_steps_count_from_the_event_that_raised_the_request() -> None:
    marks = StopMarks({100.0: 100.002}, 100.0, 100.004, 100.01, 100.02, 100.03)
    calls = [call(99.0, False, 0), call(100.0, False), call(100.018, True), call(100.3, True)]
    stop = Stop.of(KEY, marks, calls)
    assert [round(getattr(stop, name), 3) for name in stop.__struct_fields__[1:7]] == [
        *(2.0, 4.0, 10.0, 18.0, 20.0, 30.0)
    ]
    assert (stop.n_after, stop.n_late) == (1, 0)


def test_a_call_let_through_200_ms_after_the_event_is_late() -> None:
    calls = [call(100.1, False), call(100.2, False), call(100.25, False), call(100.3, True)]
    stop = Stop.of(KEY, StopMarks(event_at=100.0), calls)
    assert (stop.n_after, stop.n_late) == (3, 2)


def test_an_agent_that_was_never_stopped_is_infinitely_late_and_says_why() -> None:
    never = Stop.of(KEY, StopMarks(answer="held: storm guard"), [call(100.0, False)])
    result = stops(9, never)
    assert result.percentiles("acked_ms")[3] == math.inf
    assert result.late_stops == 0.1
    assert "held: storm guard" in result.misses


def test_one_late_agent_in_a_hundred_is_allowed_and_two_are_not() -> None:
    late = Stop("default/l", 0.5, 1.0, 2.0, 300.0, 4.0, 5.0, n_after=10, n_late=1)
    assert stops(99, late).misses == ()
    assert len(stops(98, late, late).misses) == 1


def test_acknowledgements_within_a_second_at_p95() -> None:
    slow = Stop("default/s", 0.5, 1.0, 2.0, 3.0, 1_200.0, 5.0, n_after=10)
    assert stops(95, *[slow] * 5).misses == ()
    (miss,) = stops(94, *[slow] * 6).misses
    assert "1200 ms" in miss


def test_without_any_call_after_the_event_nothing_is_proved() -> None:
    result = Latency([Stop(KEY, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0)], load=0.0)
    assert result.late_calls == 1.0
    assert result.misses
