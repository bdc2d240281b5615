"""What a session declares on its first event is held against everything it does."""

from datetime import timedelta
from typing import Any

import pytest

from baselines import IntentsBaseline
from detectors.config import Config
from streams.assessing.assessment import Assessment
from streams.decoding import decode_event
from streams.events import ActionEvent, encode_event
from streams.intent import Intent, hash_target
from streams.monitor import Monitor
from streams.profiles import ProfileStore

from ...contracts.strategies import MONDAY

SEND = Intent(actions=("send",))


def call(
    seq: int, tool: str = "send_mail", session: str | None = "s", **fields: Any
) -> ActionEvent:
    verb: Any = tool.partition("_")[0]
    return ActionEvent(
        event_id=f"{session}-{seq}-{tool}",
        agent_id="a",
        session_id=session,
        time=MONDAY + timedelta(seconds=seq),
        tool=tool,
        action=verb,
        **{"resource": f"target-{seq}@example.org", **fields},
    )


def lived(*events: ActionEvent) -> tuple[Monitor, list[Assessment]]:
    monitor = Monitor(Config(), b"0123456789abcdef", ProfileStore())
    return monitor, [monitor.process_one(decode_event(encode_event(e))) for e in events]


def observed(assessment: Assessment, name: str = "hijack") -> float:
    score = assessment.scores[name]
    assert score is not None
    return score.observed


@pytest.mark.parametrize(
    "intent",
    [
        SEND,
        Intent(tools=("send_mail",)),
        Intent(actions=(), salt="x", targets=(hash_target("x", "TARGET-0@example.org"),)),
    ],
)
def test_a_change_that_was_asked_for_counts_three_tenths(intent: Intent) -> None:
    _, [plain] = lived(call(0))
    _, [asked] = lived(call(0, intent=intent))
    assert observed(asked) == pytest.approx(0.3 * observed(plain))


def test_a_change_that_was_not_asked_for_counts_as_ever() -> None:
    _, [plain] = lived(call(0))
    _, [outside] = lived(call(0, intent=Intent(actions=("read",))))
    assert observed(outside) == observed(plain)
    assert observed(outside, "intent") == 1.0


def test_where_nothing_is_declared_nothing_changes() -> None:
    """Neither in the scores nor in the profile, whatever other sessions declare."""
    events = [call(i, session="t") for i in range(5)]
    alone, plain = lived(*events)
    _, [_, *beside] = lived(call(0, intent=SEND), *events)
    assert [a.scores["intent"] for a in plain] == [None] * 5
    assert alone.profiles["default/a"][IntentsBaseline].pack() == [[], 0, 0]
    assert [a.scores["intent"] for a in beside] == [None] * 5


def test_a_declaration_after_the_first_event_is_passed_over() -> None:
    """What the agent read meanwhile may have written it."""
    _, [_, late] = lived(call(0, "read_mail"), call(1, intent=SEND))
    assert late.scores["intent"] is None


def test_a_declaration_without_a_session_is_passed_over() -> None:
    _, [_, later] = lived(call(0, session=None, intent=SEND), call(1, session=None))
    assert later.scores["intent"] is None


def test_a_declaration_goes_on_when_its_session_is_cut() -> None:
    _, [_, later] = lived(call(0, intent=SEND), call(5_000, "delete_mail"))
    assert observed(later, "intent") == 1.0


def test_an_announced_first_call_declares_as_well() -> None:
    announced = call(0, "delete_mail", intent=SEND, phase="intent")
    _, both = lived(announced, call(0, "delete_mail", intent=SEND))
    assert [observed(one, "intent") for one in both] == [1.0, 1.0]


def test_a_hash_that_is_none_matches_nothing() -> None:
    _, [judged] = lived(call(0, intent=Intent(actions=(), targets=("z" * 64,))))
    assert observed(judged, "intent") == 1.0


def test_the_same_call_after_its_failure_is_a_retry() -> None:
    """It is one call wanted once, and no burst."""
    same = {"resource": "x@example.org"}
    failed = [call(i, **same, outcome="failure") for i in range(6)]
    _, said = lived(*failed, call(6, **same), call(7, **same))
    scores = [one.scores["burst"] for one in said[1:]]
    assert [score is not None and score.n == 1.0 for score in scores] == [True] * 6 + [False]


def test_a_newcomer_that_deletes_others_is_worth_more_with_each() -> None:
    _, said = lived(*(call(seq, "delete_file") for seq in range(3)))
    assert [observed(one, "high_impact") for one in said] == [40, 65, 90]


def test_the_same_delete_after_something_else_is_worth_what_it_was_four_times() -> None:
    """What is gone cannot be destroyed again, but was made anew; more often nobody believes it."""
    calls = [
        call(seq, "write_file") if seq % 2 else call(seq, "delete_file", resource="build")
        for seq in range(13)
    ]
    _, said = lived(*calls)
    assert [observed(one, "high_impact") for one in said[::2]] == [40] * 5 + [65, 90]


def test_the_same_delete_over_and_over_is_one_of_many_objects() -> None:
    """A mailbox emptied mail by mail is."""
    _, said = lived(*(call(seq, "delete_file", resource="inbox") for seq in range(3)))
    assert [observed(one, "high_impact") for one in said] == [40, 65, 90]


def test_a_payment_made_again_is_another_one() -> None:
    _, said = lived(*(call(seq, "pay_invoice", resource="acme") for seq in range(3)))
    assert [observed(one, "high_impact") for one in said] == [40, 65, 90]
