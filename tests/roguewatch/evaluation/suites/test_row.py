"""A floor is missed when the figure is below it, or not there."""

from roguewatch.evaluation.suites import Row


def row(value: float | None, floor: float, at_most: tuple[str, ...] = ()) -> Row:
    return Row(
        suite="s",
        competitor="roguewatch",
        figures={"x": value},
        must={"x": floor},
        at_most=at_most,
    )


def test_at_the_floor_is_not_below_it() -> None:
    assert row(0.5, 0.5).misses() == []
    assert row(0.49, 0.5).misses() == ["x"]


def test_a_figure_that_was_not_measured_misses_its_floor() -> None:
    assert row(None, 0.0).misses() == ["x"]


def test_a_ceiling_is_missed_from_above() -> None:
    assert row(5.0, 4.0, ("x",)).misses() == ["x"]
    assert row(3.0, 4.0, ("x",)).misses() == []
