"""Ratios are taken within a round, and a broker in use is refused."""

import pytest

from roguewatch.evaluation.bench.throughput import Throughput, measure_throughput
from streams.embedded_broker import EmbeddedBroker
from streams.topics import create_topics
from streams.yardsticks.stopwatch import Measurement
from streams.yardsticks.writing import Written

WRITTEN = Written(n_events=10, n_records=14, n_bytes=3_500, n_plain=5, n_snapshots=1)


def runs(*events_per_cpu_s: int) -> list[Measurement]:
    return [Measurement(n, 2.0, 1.0, 50.0) for n in events_per_cpu_s]


def test_a_slow_round_is_slow_for_all_and_moves_no_ratio() -> None:
    result = Throughput(
        WRITTEN, {"bare": runs(100, 10, 100), "worker": runs(20, 2, 20), "faust": runs(1, 1, 1)}
    )
    assert result.ratio("worker", "bare") == 0.2
    assert result.median("worker") == (20.0, 10.0)
    assert result.is_above_floor


@pytest.mark.parametrize(("worker", "faust"), [(9, 0.1), (20, 10)])
def test_either_ratio_below_its_floor_counts(worker: int, faust: float) -> None:
    slow = Measurement(1, 1.0, 1.0 / faust, 50.0)
    result = Throughput(WRITTEN, {"bare": runs(100), "worker": runs(worker), "faust": [slow]})
    assert not result.is_above_floor


def test_a_broker_with_topics_of_ours_is_left_alone() -> None:
    with EmbeddedBroker() as broker:
        create_topics(broker.bootstrap_servers)
        with pytest.raises(ValueError, match="agent-actions"):
            measure_throughput(broker.bootstrap_servers, 1, 1, 1, 1, print)
