"""What is planted is one thing, and the rest of a run stays as it was."""

import random

import pytest

from roguewatch.evaluation.planted_runs import KINDS, UNSEEN_TOOL, planted_runs
from roguewatch.simulation.benchmark.benchmark import START
from roguewatch.simulation.benchmark.newcomers import newcomer
from roguewatch.simulation.benchmark.traffic import benign


@pytest.mark.parametrize("name", list(KINDS))
def test_a_planted_run_differs_in_that_one_thing(name: str) -> None:
    run = [event for event in newcomer(0, 1, START, 1) if event.n_bytes][:5]
    planted = KINDS[name](run, random.Random(1))
    same = [event for event in planted if event in run]
    if "size" in name:
        [other] = [event for event in planted if event not in run]
        [before] = [event for event in run if event not in planted]
        assert other.n_bytes == int(name.split("x")[0]) * before.n_bytes
    elif name == "a tool never seen":
        assert [event.tool for event in planted[5:]] == [UNSEEN_TOOL]
    else:
        assert len({event.event_id for event in planted}) == 15
        assert {event.tool for event in planted} <= {event.tool for event in run}
    assert len(same) >= 4


def test_same_seed_same_runs_and_new_agents_are_among_the_wrong() -> None:
    runs, wrong = planted_runs(1, 8, 8)
    assert (runs, wrong) == planted_runs(1, 8, 8)
    assert any("a new agent" in name for name in wrong.values())
    starts = [run[0].time for run in runs.values()]
    assert starts == sorted(starts)


def test_new_agents_of_a_given_history_live_lives_out_of_it_under_names_of_their_own() -> None:
    history = benign(3, 8, "rhythm")
    runs, wrong = planted_runs(1, 0, 8, history)
    new = {key for key, _ in runs} - {event.key for event in history}
    assert 0 < len(new) <= 8
    assert any("a new agent" in name for name in wrong.values())
    tools = {event.tool for event in history} | {UNSEEN_TOOL}
    assert {event.tool for run in runs.values() for event in run} <= tools
