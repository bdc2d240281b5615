"""Outcome counts how calls end, and the present run of failures."""

import pytest

from baselines import Features, Outcome, OutcomeBaseline

WEEK_S = 7 * 86_400.0


def after(*outcomes: Outcome, step_s: float = 0.0) -> OutcomeBaseline:
    baseline = OutcomeBaseline()
    for i, outcome in enumerate(outcomes):
        baseline.learn_one(Features(time=step_s * i, outcome=outcome))
    return baseline


def test_failures_and_denials_are_one_run() -> None:
    assert after("success", "failure", "denied", "failure").run == 3


def test_a_success_ends_the_run() -> None:
    assert after("failure", "failure", "success").run == 0


def test_an_unknown_outcome_neither_counts_nor_ends_a_run() -> None:
    """A prober must not hide by leaving out the outcome of every other call."""
    baseline = after("failure", "unknown", "failure")
    assert (baseline.run, baseline.n_calls) == (2, 2.0)


def test_the_past_fades_by_the_clock() -> None:
    baseline = after("failure", "success", step_s=WEEK_S)
    assert baseline.n_failed == pytest.approx(0.3679, abs=1e-4)
    assert baseline.n_calls == pytest.approx(1.3679, abs=1e-4)


def test_a_run_counts_in_full_even_if_it_is_held_back() -> None:
    baseline = OutcomeBaseline()
    for _ in range(4):
        baseline.learn_one(Features(time=0.0, outcome="denied"), weight=0.25)
    assert (baseline.run, baseline.n_failed) == (4, 1.0)


def test_a_run_is_nobody_elses() -> None:
    peers = OutcomeBaseline()
    peers.merge_one(after("failure", "failure"))
    assert (peers.n_failed, peers.run) == (2.0, 0)
