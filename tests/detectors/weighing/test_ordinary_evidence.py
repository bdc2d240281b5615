"""The threshold of alerts lies where the dial's share of sessions comes to."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baselines import SessionPeaks
from detectors.weighing.ordinary_evidence import OrdinaryEvidence

KAPPA = 0.05


def sessions(n: int, *nats: float, n_direct: int = 0) -> SessionPeaks:
    """Return the count of so many sessions, of which some came to some evidence."""
    peaks = SessionPeaks(max_sessions=10**6)
    for session in range(n):
        peaks.learn_evidence(nats[session] if session < len(nats) else 0.0)
    peaks.n_direct = n_direct
    return peaks


def theory(share: float) -> float:
    return math.log(KAPPA / share)


def test_before_anybody_was_judged_the_level_is_the_theorys() -> None:
    level = OrdinaryEvidence(SessionPeaks(), SessionPeaks()).level(0.001, KAPPA)
    assert level == pytest.approx(theory(0.001), abs=0.01)


def test_with_many_sessions_the_level_is_what_the_share_of_them_comes_to() -> None:
    seen = sessions(20_000, *(i / 400.0 for i in range(1_200)))
    level = OrdinaryEvidence(seen).level(0.02, KAPPA)
    n_beyond = sum(i / 400.0 >= level for i in range(1_200))
    assert n_beyond == pytest.approx(400, rel=0.05)


def test_a_quiet_cohort_alarms_at_less_than_theory_has_it() -> None:
    """However small its agents' evidence is: the dial says how often, not how much."""
    assert OrdinaryEvidence(sessions(5_000, *(0.3,) * 50)).level(0.01, KAPPA) < 0.5


def test_where_nobody_showed_evidence_theory_alone_holds_it_up() -> None:
    levels = [OrdinaryEvidence(sessions(n)).level(0.001, KAPPA) for n in (0, 100, 1_000, 10_000)]
    assert levels == sorted(levels, reverse=True)
    assert levels[-1] == 0.0


def test_a_small_cohort_is_judged_like_the_fleet_and_a_large_one_by_itself() -> None:
    loud = (2.0,) * 1_000
    fleet = sessions(10_000)
    small = OrdinaryEvidence(sessions(10, *loud[:1]), fleet).level(0.02, KAPPA)
    large = OrdinaryEvidence(sessions(10_000, *loud), fleet).level(0.02, KAPPA)
    assert small < 0.5
    assert large == pytest.approx(2.1, abs=0.1)


def test_what_alerts_anyway_takes_its_part_of_the_share_and_half_of_it_at_most() -> None:
    """Else a wave of calls that alert by themselves would silence everything else."""
    nats = [i / 100.0 for i in range(400)]

    def level(n_direct: int) -> float:
        peers = sessions(20_000, *nats, n_direct=n_direct)
        return OrdinaryEvidence(peers).level(0.01, KAPPA)

    assert level(0) < level(50) < level(150) == level(5_000)


def test_the_next_session_passes_the_level_as_often_as_the_dial_says() -> None:
    """Conformal: each session against those before it, in an order that tells nothing."""
    nats = [5.0 * ((i * 7_919) % 10_007) / 10_007 for i in range(10_007)]
    peaks, n_passed = SessionPeaks(max_sessions=10**6), 0
    for i, reached in enumerate(nats):
        if i >= 1_000 and not i % 10:
            n_passed += reached >= OrdinaryEvidence(peaks).level(0.05, KAPPA)
        peaks.learn_evidence(reached)
    assert n_passed == pytest.approx(45, abs=15)


@given(st.lists(st.floats(0.0, 12.0), max_size=30), st.integers(0, 300))
def test_the_level_never_falls_as_the_share_does(nats: list[float], n_quiet: int) -> None:
    evidence = OrdinaryEvidence(sessions(len(nats) + n_quiet, *nats), sessions(50, *nats))
    levels = [evidence.level(share, KAPPA) for share in (0.1, 0.02, 0.005, 1e-3, 1e-4)]
    assert levels == sorted(levels)
    assert all(0.0 <= level <= 8.0 for level in levels)
