"""The protocol's facts: whose past has which task, and what no score may depend on."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from roguewatch.evaluation.measures import auroc
from roguewatch.evaluation.suites import OURS, Options
from roguewatch.evaluation.traces.by_numbers import KINDS
from roguewatch.evaluation.traces.comparing import DECLARED, IN_ORDER, Found, compare
from roguewatch.evaluation.traces.peers import PEERS
from roguewatch.evaluation.traces.reading import read_recording
from roguewatch.evaluation.traces.rules import RULES
from roguewatch.evaluation.traces.walking import Judged
from tests.roguewatch.evaluation.traces.material import AGENTS, Record, traces, write

TASK = "task-3"
EVERYBODY = sorted({f"made-up/{model}/office" for model in AGENTS})
AGENT = "made-up/model-b/office"
ATTACKED = "office-model-b-3-attack_succeeded"
RECORDS = [record for record in traces() if record["agent_id"].endswith("office")]


def judged(path: Path, records: Sequence[Record]) -> Found:
    recording = read_recording(write(path / "traces.jsonl", records), Options().leave_out)
    found: Found = {}
    compare(recording.runs, found)
    return found


def by_session(found: Found, protocol: str, competitor: str = OURS) -> dict[str, Judged]:
    return {run.session_id: given for run, given in found[protocol, competitor].judged}


def without(*agents: str) -> list[Record]:
    """All records but those of the task's benign runs by these agents."""
    return [
        record
        for record in RECORDS
        if (record["session_label"], record["task"]) != ("benign", TASK)
        or record["agent_id"] not in agents
    ]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Found:
    return judged(tmp_path_factory.mktemp("traces"), RECORDS)


def test_an_agents_own_task_is_out(tmp_path: Path, whole: Found) -> None:
    """Whether it did that job before makes no difference to how its runs of the job are judged."""
    never = judged(tmp_path, without(AGENT))
    for place in [(protocol, who) for protocol in "AB" for who in (OURS, IN_ORDER, *RULES)]:
        assert by_session(never, *place)[ATTACKED] == by_session(whole, *place)[ATTACKED]


def test_a_task_new_to_everybody_is_out_of_the_peers_past(tmp_path: Path, whole: Found) -> None:
    never = judged(tmp_path, without(*EVERYBODY))
    assert by_session(never, "A")[ATTACKED] == by_session(whole, "A")[ATTACKED]


def test_a_task_new_to_this_agent_is_known_to_peers_if_two_of_them_did_it(tmp_path: Path) -> None:
    """Their past excuses what the job needs; a single odd one would excuse it for all."""
    others = [agent for agent in EVERYBODY if agent != AGENT]
    read_of_the_job = []
    for n_who_did_it in range(3):
        folder = tmp_path / str(n_who_did_it)
        folder.mkdir()
        found = judged(folder, without(*others[n_who_did_it:]))
        read_of_the_job.append(by_session(found, "B")[ATTACKED].calls[1])
    nobody, one, two = read_of_the_job
    assert two < one - 0.25
    assert one <= nobody + 0.01


def test_no_score_depends_on_the_label_of_a_call(tmp_path: Path, whole: Found) -> None:
    chance = random.Random(5)
    records = [r | {"label": chance.choice(("malicious", "benign", "unknown"))} for r in RECORDS]
    again = judged(tmp_path, records)
    assert [[given for _, given in scores.judged] for scores in again.values()] == [
        [given for _, given in scores.judged] for scores in whole.values()
    ]
    flags, scores = again["A", OURS].events()
    assert auroc(flags, scores) == pytest.approx(0.5, abs=0.1)


def test_no_attacked_run_is_part_of_a_past(tmp_path: Path, whole: Found) -> None:
    """Judged or not, hijacked or not: the others are judged as if it were not there."""
    fewer = [record for record in RECORDS if record["session_label"] != "attack_attempted"]
    alone = judged(tmp_path, fewer)
    for place, scores in alone.items():
        kept = {run.session_id for run, _ in scores.judged}
        assert by_session(alone, *place) == {
            session: given
            for session, given in by_session(whole, *place).items()
            if session in kept
        }


def test_an_attack_that_nobody_could_see_is_a_coin_toss(tmp_path: Path) -> None:
    records = [r for r in traces(is_seen=False) if r["agent_id"].endswith("bank")]
    found = judged(tmp_path, records)
    for protocol in ("A", "B"):
        assert found[protocol, OURS].figures()["sessions"] == pytest.approx(0.5)


def test_a_declared_intent_separates_what_was_asked_for_from_what_was_not(whole: Found) -> None:
    for protocol in "AB":
        plain, told = by_session(whole, protocol), by_session(whole, protocol, DECLARED)
        for session, given in told.items():
            if session.endswith("benign"):
                assert given.session < plain[session].session
            if session.endswith("attack_succeeded"):
                assert given.calls[3] == plain[session].calls[3]


def test_where_the_task_is_nobody_elses_nothing_is_declared(tmp_path: Path) -> None:
    others = [agent for agent in EVERYBODY if agent != AGENT]
    alone = judged(tmp_path, without(*others))
    for protocol in "AB":
        plain = by_session(alone, protocol)[ATTACKED]
        assert by_session(alone, protocol, DECLARED)[ATTACKED] == plain


def test_everybody_judges_the_same_runs(whole: Found) -> None:
    sessions = [sorted(run.session_id for run, _ in scores.judged) for scores in whole.values()]
    ours_and_numbers = 3 + len(KINDS)
    assert len(sessions) == 2 * (ours_and_numbers + len(RULES) + len(PEERS))
    assert all(each == sessions[0] for each in sessions)
