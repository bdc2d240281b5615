"""A past is learned without one task, and stands whatever the order in which it was recorded."""

import pytest

from baselines import ChangesBaseline, Profile, SequenceBaseline
from baselines.changes import NEW, READING
from roguewatch.evaluation.suites import Options
from roguewatch.evaluation.traces.history import History
from roguewatch.evaluation.traces.reading import read_recording
from roguewatch.evaluation.traces.run import Run
from tests.roguewatch.evaluation.traces.material import traces, write


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """Benign runs of one agent."""
    path = write(tmp_path_factory.mktemp("traces") / "traces.jsonl", traces())
    found = read_recording(path, Options().leave_out).runs
    return [run for run in found if run.is_benign and run.agent == found[0].agent]


def told(profile: Profile) -> dict[int, list[int]]:
    return {key: row.of_level for key, row in profile[ChangesBaseline].levels.items()}


def test_the_order_of_runs_makes_no_difference(runs: list[Run]) -> None:
    one, other = (History(kept).learn(None, Profile()) for kept in (runs, runs[::-1]))
    assert set(one[ChangesBaseline].known) == set(other[ChangesBaseline].known)
    assert told(one) == told(other)
    assert one[SequenceBaseline].n_steps == other[SequenceBaseline].n_steps


def test_in_order_the_first_runs_find_everything_new(runs: list[Run]) -> None:
    """Three of four inboxes are known when each run is asked last; in order the first is new."""
    history = History(runs)
    last, in_order = (history.learn(None, Profile(), is_it) for is_it in (False, True))
    n_new = [profile[ChangesBaseline].levels[READING].of_level[NEW] for profile in (last, in_order)]
    assert n_new[1] == n_new[0] + 1
    assert last[ChangesBaseline].known == in_order[ChangesBaseline].known


def test_the_task_that_is_left_out_taught_nothing(runs: list[Run]) -> None:
    history = History(runs)
    known = history.learn("task-1", Profile())[ChangesBaseline].known
    [out] = [run for run in runs if run.task == "task-1"]
    others = [call for run in runs if run is not out for call in run.calls]
    rest = {call.x.target for call in others}
    own = {call.x.target for call in out.calls} - rest
    assert own
    assert not own & set(known)
    assert rest <= set(known)
    assert history.named("task-1") == {call.named for call in others}
