"""What is an agent's own everyday is not odd, however rare it is among its peers."""

import pytest

from baselines import SessionPeaks
from detectors import Calibration, OwnCalibration

EVERY = (1 << 9) - 1


def sessions(n: int, statistic: float, slot: int = 0, every: int = 1) -> SessionPeaks:
    """Return sessions of which one in `every` was this odd."""
    peaks = SessionPeaks(grace=0)
    for i in range(n):
        peaks.learn_session({slot: statistic} if i % every == 0 else {}, float(i), EVERY)
    return peaks


PEERS = Calibration(sessions(500, 1.0))


def test_what_it_does_every_day_counts_as_usual() -> None:
    own = OwnCalibration(PEERS, sessions(40, 9.0, every=2))
    assert PEERS.p(0, 9.0) < 1e-3
    assert own.p(0, 9.0) == pytest.approx(21 / 41)


def test_beyond_its_own_largest_it_falls_by_the_nat() -> None:
    own = OwnCalibration(PEERS, sessions(40, 9.0))
    assert own.p(0, 30.0) / own.p(0, 31.0) == pytest.approx(2.718, abs=0.01)
    assert own.p(0, 30.0) < 1e-9


def test_it_never_makes_odder_what_the_peers_are_used_to() -> None:
    used = Calibration(sessions(500, 9.0))
    assert OwnCalibration(used, sessions(40, 0.5)).p(0, 9.0) == used.p(0, 9.0)


@pytest.mark.parametrize(("n", "is_heard"), [(19, False), (20, True)])
def test_a_few_sessions_of_its_own_say_nothing(n: int, is_heard: bool) -> None:
    own = OwnCalibration(PEERS, sessions(n, 9.0))
    assert (own.p(0, 9.0) > PEERS.p(0, 9.0)) == is_heard


def test_sessions_without_the_verb_class_do_not_make_it_usual() -> None:
    """An agent that never deleted has no deleting sessions of its own to be compared with."""
    readers = SessionPeaks(grace=0)
    for i in range(100):
        readers.learn_session({}, float(i), verbs=1)
    deletes = 1 + 2
    assert OwnCalibration(PEERS, readers).p(deletes, 25.0) == PEERS.p(deletes, 25.0)
