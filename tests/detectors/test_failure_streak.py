"""Failure streak scores runs of failures and denials."""

import pytest

from baselines import Features, Outcome, OutcomeBaseline, Profile
from detectors import FailureStreak, Score


def ends(outcome: Outcome) -> Features:
    return Features(time=0.0, outcome=outcome)


def after(*outcomes: Outcome) -> Profile:
    profile = Profile()
    for outcome in outcomes:
        profile[OutcomeBaseline].learn_one(ends(outcome))
    return profile


def score(x: Features, own: Profile, peers: Profile | None = None) -> Score:
    given = FailureStreak().score_one(x, own, peers or Profile())
    assert given is not None
    return given


SUCCESSES: tuple[Outcome, ...] = ("success",) * 200


@pytest.mark.parametrize(("n", "least", "most"), [(1, 1e-3, 1.0), (4, 1e-9, 1e-4), (20, 0, 1e-15)])
def test_p_falls_as_the_run_grows(n: int, least: float, most: float) -> None:
    runs: tuple[Outcome, ...] = ("denied", "failure") * 10
    assert least <= score(ends("denied"), after(*SUCCESSES, *runs[: n - 1])).p < most


def test_a_success_is_never_odd() -> None:
    given = score(ends("success"), after(*SUCCESSES, "denied", "denied"))
    assert (given.p, given.observed) == (1.0, 0.0)


def test_an_agent_that_often_fails_may() -> None:
    flaky: tuple[Outcome, ...] = ("success", "failure", "failure") * 100
    assert score(ends("failure"), after(*flaky)).p > 0.1


def test_peers_that_often_fail_explain_it() -> None:
    flaky: tuple[Outcome, ...] = ("success", "failure") * 100
    new = after("failure", "failure", "failure")
    assert score(ends("failure"), new, after(*flaky)).p > 10 * score(ends("failure"), new).p


def test_abstains_on_an_unknown_outcome() -> None:
    assert FailureStreak().score_one(ends("unknown"), after(*SUCCESSES), Profile()) is None


def test_no_past_is_long_enough_for_a_p_of_zero() -> None:
    """The statistic is -ln p: zero would end the worker, and an agent could bring it about."""
    own = Profile()
    own[OutcomeBaseline].unpack([0.0, 1e9, 10_000, 0.0])
    assert 0.0 < score(ends("denied"), own).p < 1e-200


def test_the_reason_counts_the_run_and_names_the_usual() -> None:
    own = after(*SUCCESSES, "denied", "denied")
    assert FailureStreak().reason(score(ends("failure"), own)) == (
        "3 failures or denials in a row; usually 1.0 % of its calls fail, 0.0 % of its peers"
    )


def test_trying_again_is_a_quarter_of_a_failure_where_the_call_was_not_denied() -> None:
    """It fails for the same reason; but who goes on against a denial is probing."""

    def twelfth(outcome: Outcome) -> Score:
        again: Features = ends(outcome).replace(is_retry=True)
        own = after(*SUCCESSES, outcome)
        for _ in range(10):
            own[OutcomeBaseline].learn_one(again)
        return score(again, own)

    failed, denied = twelfth("failure"), twelfth("denied")
    assert (failed.observed, denied.observed) == (3.75, 12.0)
    assert denied.p < 1e-9 < failed.p
