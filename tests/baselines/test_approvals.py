"""What is kept of approvals is small, and follows a changed habit."""

from baselines import ApprovalsBaseline, Features


def call(tool: int, is_approved: bool) -> Features:
    return Features(time=0.0, tool=tool, is_changing=True, is_approved=is_approved)


def test_the_tool_unused_for_longest_goes_first() -> None:
    baseline = ApprovalsBaseline(max_tools=2)
    for tool in (1, 2, 1, 3):
        baseline.learn_one(call(tool, True))
    assert [baseline.row(tool)[0] for tool in (1, 2, 3)] == [2, 0, 1]


def test_a_habit_of_years_changes_within_a_thousand_calls() -> None:
    baseline = ApprovalsBaseline()
    for n in range(4_000):
        baseline.learn_one(call(1, n < 3_000))
    n, approved, run = baseline.row(1)
    assert n <= 1_000
    assert approved / n < 0.5
    assert run == 1_000


def test_what_looked_odd_teaches_no_habit() -> None:
    baseline = ApprovalsBaseline()
    baseline.learn_one(call(1, True))
    baseline.learn_one(call(1, False), weight=0.1)
    assert baseline.row(1) == (1, 1, 1)


def test_a_job_of_hundreds_under_one_approval_counts_once() -> None:
    baseline = ApprovalsBaseline()
    for _ in range(300):
        baseline.learn_one(call(1, True).replace(session=9))
    assert baseline.row(1) == (1, 1, 0)
