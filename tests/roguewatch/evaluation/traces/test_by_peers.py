"""Other people's packages are fitted on other tasks alone, and each can tell something."""

import pytest

from roguewatch.evaluation.suites import Options
from roguewatch.evaluation.traces.by_peers import judge_by_peers
from roguewatch.evaluation.traces.peers import PEERS, AgentnormPeer, PatrolPeer, Peer
from roguewatch.evaluation.traces.reading import read_recording
from roguewatch.evaluation.traces.run import Run
from roguewatch.evaluation.traces.walking import Judged
from tests.roguewatch.evaluation.traces.material import traces, write

TASKS = [f"task-{n}" for n in range(4)]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """All runs of one agent."""
    path = write(tmp_path_factory.mktemp("traces") / "traces.jsonl", traces())
    found = read_recording(path, Options().leave_out).runs
    return [run for run in found if run.agent == found[0].agent]


def of(kind: type[Peer], runs: list[Run]) -> dict[str, Judged]:
    judged = judge_by_peers(runs, TASKS)
    return {run.session_id: given for name, run, given in judged if name == kind.name}


@pytest.mark.parametrize("kind", PEERS)
def test_each_judges_each_run_and_each_of_its_calls(kind: type[Peer], runs: list[Run]) -> None:
    judged = of(kind, runs)
    assert set(judged) == {run.session_id for run in runs}
    assert all(len(judged[run.session_id].calls) == len(run.calls) for run in runs)


@pytest.mark.parametrize("kind", PEERS)
def test_what_is_judged_teaches_nothing(kind: type[Peer], runs: list[Run]) -> None:
    """Neither the attacked runs nor the task's own benign ones."""
    alone = of(kind, [run for run in runs if run.is_benign])
    whole = of(kind, runs)
    assert alone == {session: whole[session] for session in alone}


@pytest.mark.parametrize("kind", [kind for kind in PEERS if kind is not PatrolPeer])
def test_a_tool_never_used_before_makes_the_call_odd(kind: type[Peer], runs: list[Run]) -> None:
    judged = of(kind, runs)
    for run in runs:
        calls = judged[run.session_id].calls
        if run.is_clean:
            rogue = [call.label for call in run.calls].index("malicious")
            assert calls[rogue] == max(calls) > 0.0


def test_one_that_knows_no_past_sees_a_run_that_turns_in_circles(runs: list[Run]) -> None:
    call = runs[0].calls[0]
    still = Run(agent="a", cohort=None, session_id="s", task=None, label="benign", calls=[call] * 9)
    assert PatrolPeer([]).judge(still).session > PatrolPeer([]).judge(runs[0]).session


def test_a_run_as_those_before_stays_within_the_thresholds_of_agentnorm(runs: list[Run]) -> None:
    benign = [run for run in runs if run.is_benign]
    assert AgentnormPeer(benign).judge(benign[-1]).session <= 1.0


def test_without_a_past_nobody_says_anything(runs: list[Run]) -> None:
    hijacked = [run for run in runs if run.is_hijacked]
    assert all(given.session == 0.0 for _, _, given in judge_by_peers(hijacked, TASKS))
