"""A ramp is what it says: exact growth, after the same two weeks as its control."""

from collections import defaultdict
from statistics import median

from roguewatch.simulation.benchmark.gradual import LEARNED_DAY, Life, live, n_days, ramp


def test_a_ramp_reaches_its_top_on_its_last_day() -> None:
    for per_day in (0.01, 0.05, 0.2):
        assert ramp(per_day)(n_days(per_day) - 1) == 50.0
        assert ramp(per_day)(n_days(per_day) - 3) < 50.0


def test_the_control_lives_on_and_the_ramp_grows_in_size_only() -> None:
    factor = ramp(0.5)
    events = live([Life("ramp", size=factor), Life("control")], n_days(0.5), seed=1)
    sizes: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for event in events:
        day = int((event.timestamp - events[0].timestamp) // 86_400)
        if event.action == "send" and not LEARNED_DAY <= day < LEARNED_DAY + 10:
            sizes[event.agent_id, day > LEARNED_DAY].append(event.n_bytes)
    assert 20 < median(sizes["ramp", True]) / median(sizes["ramp", False]) < 100
    assert 0.5 < median(sizes["control", True]) / median(sizes["control", False]) < 2.0


def test_a_ramp_in_number_makes_more_calls_of_the_same_size() -> None:
    events = live([Life("ramp", number=lambda day: 5.0 if day >= 7 else 1.0)], 14, seed=1)
    start = events[0].timestamp
    sends = [e for e in events if e.agent_id == "ramp" and e.action == "send"]
    late = [e for e in sends if e.timestamp - start >= 6.6 * 86_400]
    assert 3.0 < len(late) / (len(sends) - len(late)) < 7.0
