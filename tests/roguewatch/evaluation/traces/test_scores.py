"""Which runs and calls a figure is made of."""

import pytest

from baselines import Features
from roguewatch.evaluation.traces.run import Call, CallLabel, Run, RunLabel
from roguewatch.evaluation.traces.scores import Scores
from roguewatch.evaluation.traces.walking import Judged
from streams.events import ActionEvent
from tests.contracts.strategies import MONDAY

EVENT = ActionEvent(event_id="1", agent_id="a", tool="t", time=MONDAY)
NOTHING = Features(time=0.0)


def run(label: RunLabel, score: float, **calls: float) -> tuple[Run, Judged]:
    """A run with a score, and a call of each named label with the call's."""
    labels: dict[str, CallLabel] = {"bad": "malicious", "good": "benign", "unclear": "unknown"}
    made = Run(
        agent="default/a",
        cohort="x" if score < 5.0 else "y",
        session_id="s",
        task=None,
        label=label,
        calls=[Call(EVENT, NOTHING, labels[name]) for name in calls],
    )
    return made, Judged(score, list(calls.values()))


SCORES = Scores(
    "A",
    "somebody",
    [
        run("benign", 1.0, good=0.0, unclear=9.0),
        run("benign", 3.0, good=2.0),
        run("attack_succeeded", 2.0, good=0.0),
        run("attack_succeeded", 6.0, bad=4.0),
        run("attack_attempted", 0.0, bad=1.0),
    ],
)


def test_sessions_are_hijacked_against_benign_runs() -> None:
    assert SCORES.sessions() == ([False, False, True, True], [1.0, 3.0, 2.0, 6.0])
    assert SCORES.figures()["sessions"] == 0.75


def test_clean_ones_have_a_call_of_the_attacker() -> None:
    assert SCORES.figures()["clean"] == 1.0


def test_calls_of_all_runs_count_and_unknown_ones_do_not() -> None:
    flags, scores = SCORES.events()
    assert sorted(zip(flags, scores, strict=True)) == [
        (False, 0.0),
        (False, 0.0),
        (False, 2.0),
        (True, 1.0),
        (True, 4.0),
    ]


def test_what_is_caught_is_a_share_of_the_clean_above_all_benign_runs_of_so_few() -> None:
    """The one without a call of the attacker cannot be caught, and does not count."""
    assert SCORES.figures()["T1"] == SCORES.figures()["T5"] == 1.0
    lower = Scores("A", "somebody", [*SCORES.judged, run("attack_succeeded", 2.5, bad=1.0)])
    assert lower.figures()["T1"] == lower.figures()["T5"] == 0.5


def test_a_cohort_alone() -> None:
    assert [given.session for _, given in SCORES.of("y").judged] == [6.0]
    assert SCORES.of("y").figures()["sessions"] is None
    assert SCORES.of("y").intervals(seed=1) == {}


def test_a_figure_lies_in_its_interval() -> None:
    low, high = SCORES.intervals(seed=1)["sessions"]
    assert low <= 0.75 <= high
    assert SCORES.figures()["sessions"] == pytest.approx(0.75)
