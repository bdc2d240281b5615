"""What surprise is usual follows the sessions, slowly, and no single one can move it far."""

import pytest

from baselines.live_sequence import LiveSequence
from baselines.usual_surprise import UsualSurprise


def session(*surprises: float) -> LiveSequence:
    live = LiveSequence(0.0, 0.0)
    for surprise in surprises:
        live.move(0.0, 7, [], surprise)
    return live


def after(*means: float) -> UsualSurprise:
    usual = UsualSurprise()
    for mean in means:
        usual.learn_session(session(mean, mean))
    return usual


def test_a_session_without_known_surprise_teaches_nothing() -> None:
    live = LiveSequence(0.0, 0.0)
    live.move(1.0, 7, [], None)
    usual = UsualSurprise()
    usual.learn_session(live)
    assert usual.n == 0.0


def test_the_usual_is_the_mean_of_sessions() -> None:
    assert after(*([1.0, 3.0] * 60)).mean == pytest.approx(2.0, abs=0.1)


def test_sessions_that_differ_widen_it_and_more_steps_narrow_it() -> None:
    assert after(*([0.0, 4.0] * 40)).sigma(10) > after(*([2.0] * 80)).sigma(10)
    assert after(1.0, 2.0).sigma(100) < after(1.0, 2.0).sigma(1)


def test_one_wild_session_moves_it_by_little() -> None:
    usual = after(*([1.0] * 50))
    usual.learn_session(session(*([100.0] * 20)))
    assert usual.mean < 1.1


def test_agents_that_differ_are_apart_together() -> None:
    one, other = after(*([0.0] * 30)), after(*([6.0] * 30))
    one.merge(other)
    assert one.n == 60.0
    assert [one.mean, one.spread] == pytest.approx([3.0, 9.0])


def test_nobody_changes_nothing() -> None:
    usual = after(1.0, 2.0, 4.0)
    before = usual.pack()
    usual.merge(UsualSurprise())
    assert usual.pack() == before
