"""Runs of new targets are weighed by what is usual with that tool."""

from baselines import Features, NewTouches


def touch(time: float, tool: int, level: int) -> Features:
    return Features(time=time, tool=tool, is_changing=True, level=level)


def test_a_tool_that_always_meets_new_targets_surprises_nobody() -> None:
    touches = NewTouches()
    for n in range(50):
        touches.learn_one(touch(10.0 * n, 1, 0))
        touches.learn_one(touch(10.0 * n, 2, 7))
    assert touches.ratio(touch(600.0, 2, 7)) < 0.0 < touches.ratio(touch(600.0, 1, 7))


def test_what_is_less_new_than_usual_is_no_spree() -> None:
    """An agent that met nothing but new targets begins to know some: nothing happened."""
    touches = NewTouches()
    for n in range(200):
        touches.learn_one(touch(10.0 * n, 1, 7))
    assert touches.ratio(touch(2_000.0, 1, 0)) <= 0.0
    assert touches.ratio(touch(2_000.0, 1, 5)) <= 0.0


def test_counts_are_halved_and_tools_are_bounded() -> None:
    touches = NewTouches(max_tools=3)
    for n in range(2_000):
        touches.learn_one(touch(float(n), n % 5, 0))
    assert touches.n(True) <= 400
    assert len(touches.pack()[0]) == 3


def test_a_call_without_a_target_counts_nothing() -> None:
    touches = NewTouches()
    touches.learn_one(touch(0.0, 1, 8))
    assert touches.n(True) == 0


def test_what_is_new_counts_more_in_a_rush_for_an_agent_that_never_rushes() -> None:
    touches = NewTouches()
    for n in range(60):
        touches.learn_one(touch(10.0 * n, 1, 0))
    at_leisure, in_a_rush = touch(600.0, 1, 7), touch(590.5, 1, 7)
    assert touches.ratio(in_a_rush) > touches.ratio(at_leisure) + 0.9


def test_a_rush_says_nothing_of_an_agent_that_always_rushes() -> None:
    touches = NewTouches()
    for n in range(900):
        touches.learn_one(touch(0.5 * n, 1, 0))
    assert touches.ratio(touch(450.0, 1, 7)) == touches.ratio(touch(500.0, 1, 7))


def test_a_rush_of_known_targets_is_no_spree() -> None:
    touches = NewTouches()
    for n in range(60):
        touches.learn_one(touch(10.0 * n, 1, 0))
    assert touches.ratio(touch(590.1, 1, 0)) <= 0.0
