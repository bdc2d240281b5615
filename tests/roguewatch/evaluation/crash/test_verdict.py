"""The proof sees what it is there to see."""

from alerts.ledger import LedgerView
from roguewatch.evaluation.crash.verdict import _enforced, _same_ids
from streams.killswitch.journal import Line


def line(result: str = "applied", epoch: int = 1, sequence: int = 1, cmd_id: str = "c") -> Line:
    return Line(0.0, "t/a", cmd_id, epoch, sequence, "suspend", result, "", 1)


def test_equal_sets_are_the_same() -> None:
    assert _same_ids("ids", ["a", "b"], {"b": 2, "a": 1}).findings == ()


def test_what_is_missing_is_lost_and_what_is_more_diverged() -> None:
    lost, diverged = _same_ids("ids", ["a", "b"], ["b", "c"]).findings
    assert lost.startswith("LOST: 1")
    assert diverged.startswith("DIVERGED: 1")


def test_a_command_applied_twice_is_duplicated() -> None:
    *_, once = _enforced(LedgerView(), [line(), line(), line("already")])
    assert once.findings == ("DUPLICATED: 1, such as c",)


def test_a_command_that_the_ledger_does_not_have_is_diverged() -> None:
    in_force, _ = _enforced(LedgerView(), [line()])
    assert in_force.findings == ("DIVERGED: 1 differ, such as t/a",)
