"""Who reads numbers only is taught benign runs of other tasks, and nothing while it judges."""

from pathlib import Path

from roguewatch.evaluation.competitors.half_space import HalfSpace
from roguewatch.evaluation.suites import Options
from roguewatch.evaluation.traces.by_numbers import KINDS, judge_by_numbers
from roguewatch.evaluation.traces.reading import read_recording
from roguewatch.evaluation.traces.run import Run
from tests.roguewatch.evaluation.traces.material import traces, write


def runs_of_one(path: Path) -> list[Run]:
    found = read_recording(write(path / "traces.jsonl", traces()), Options().leave_out).runs
    return [run for run in found if run.agent == found[0].agent]


def test_each_judges_each_run_once(tmp_path: Path) -> None:
    runs = runs_of_one(tmp_path)
    judged = list(judge_by_numbers(runs))
    sessions = sorted(run.session_id for run in runs)
    for kind in KINDS:
        assert sorted(run.session_id for name, run, _ in judged if name == kind.name) == sessions
    assert all(max(given.calls) == given.session for _, _, given in judged)


def test_what_is_judged_teaches_nothing(tmp_path: Path) -> None:
    runs = runs_of_one(tmp_path)
    fewer = [run for run in runs if not run.is_hijacked]
    whole = {(name, run.session_id): given for name, run, given in judge_by_numbers(runs)}
    for name, run, given in judge_by_numbers(fewer):
        assert given == whole[name, run.session_id]


def test_a_short_past_is_enough_for_the_trees_to_speak(tmp_path: Path) -> None:
    judged = judge_by_numbers(runs_of_one(tmp_path))
    assert any(given.session > 0.0 for name, _, given in judged if name == HalfSpace.name)


def test_without_a_past_nobody_says_anything(tmp_path: Path) -> None:
    hijacked = [run for run in runs_of_one(tmp_path) if run.is_hijacked]
    assert all(given.session == 0.0 for _, _, given in judge_by_numbers(hijacked))
