"""A live sequence ends as its session does, and adds up what is known of its steps."""

import pytest

from baselines.live_sequence import LENGTH_S, QUIET_S, LiveSequence
from baselines.sessions import SessionsBaseline


def test_it_ends_when_the_session_does() -> None:
    sessions = SessionsBaseline()
    assert (sessions.quiet_s, sessions.length_s) == (QUIET_S, LENGTH_S)


@pytest.mark.parametrize(
    ("time", "is_over"), [(600.0, False), (601.0, True), (-9.0, False)], ids=["in", "out", "late"]
)
def test_it_is_over_after_quiet(time: float, is_over: bool) -> None:
    assert LiveSequence(0.0, 0.0).is_over(time) is is_over


def test_it_is_over_after_an_hour_however_busy() -> None:
    assert LiveSequence(0.0, 3_590.0).is_over(3_601.0)


def test_a_late_step_does_not_rewind() -> None:
    live = LiveSequence(0.0, 100.0)
    live.move(5.0, 1, [], None)
    assert (live.last, live.n, live.tool) == (100.0, 0, 1)
