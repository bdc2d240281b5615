"""The same ids and the same state, whatever the batches are and wherever it crashes."""

from hypothesis import given
from hypothesis import strategies as st

from tests.streams.data_plane_run import copy_of_history, drain, history, new_loop, outcome_of
from tests.streams.memory_log import Crash, Failure, MemoryLog


def test_the_history_is_worth_testing_with() -> None:
    _, outcome = history()
    assert len(outcome.alert_ids) >= 8
    assert len(outcome.request_ids) >= 5


@given(sizes=st.lists(st.integers(1, 400), min_size=1, max_size=8), every=st.integers(1, 900))
async def test_same_result_for_any_batch_size(sizes: list[int], every: int) -> None:
    broker, expected = copy_of_history()
    log = MemoryLog(broker, batch_sizes=sizes)
    await drain(new_loop(log, checkpoint_events=every), log)
    assert outcome_of(broker) == expected


@given(
    failures=st.lists(
        st.tuples(
            st.integers(1, 40),
            st.sampled_from(
                ["before", "after", "half", "crash before", "crash after", "crash half"]
            ),
        ),
        min_size=1,
        max_size=5,
    ),
    size=st.integers(1, 400),
)
async def test_same_result_wherever_it_crashes(
    failures: list[tuple[int, Failure]], size: int
) -> None:
    """Any write may fail, in part too, once in each of several lives of the worker."""
    broker, expected = copy_of_history()
    for fails_at, failure in failures:
        log = MemoryLog(broker, batch_sizes=[size], fails_at=fails_at, failure=failure)
        try:
            await drain(new_loop(log), log)
        except Crash:
            continue
    log = MemoryLog(broker)
    await drain(new_loop(log), log)
    assert outcome_of(broker) == expected
