"""Rules count what they say they count."""

import pytest

from baselines import Features
from roguewatch.evaluation.traces.rules import RULES
from roguewatch.evaluation.traces.run import Call, Run
from roguewatch.evaluation.traces.walking import Judged
from streams.events import ActionEvent
from tests.contracts.strategies import MONDAY

EVENT = ActionEvent(event_id="1", agent_id="a", tool="t", time=MONDAY)


def call(target: str, is_changing: bool) -> Call:
    x = Features(time=0.0, is_changing=is_changing)
    return Call(EVENT, x, "unknown", ("tool", target))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("new target", Judged(2.0, [0.0, 1.0, 1.0, 0.0, 0.0])),
        ("changing pairs", Judged(2.0, [0.0, 1.0, 1.0, 1.0, 2.0])),
        ("1 + new per changing pair", Judged(3.0, [0.0, 2.0, 2.0, 0.0, 1.0])),
        ("changes anything", Judged(1.0, [0.0, 1.0, 1.0, 0.0, 1.0])),
        ("run length", Judged(5.0, [1.0, 2.0, 3.0, 4.0, 5.0])),
    ],
)
def test_a_rule_counts(rule: str, expected: Judged) -> None:
    """Reads the known a; changes b twice; reads the new c; changes the known a."""
    calls = [call("a", False), call("b", True), call("b", True), call("c", False), call("a", True)]
    run = Run(
        agent="default/a", cohort=None, session_id="s", task=None, label="benign", calls=calls
    )
    assert RULES[rule](run, {("tool", "a")}) == expected
