"""The table shows who reached what, and marks what did not reach its floor."""

from rich.console import Console

from roguewatch.evaluation.suite_table import number, print_rows
from roguewatch.evaluation.suites import Row

OURS = Row(
    suite="traces",
    part="A",
    competitor="roguewatch",
    figures={"auroc": 0.91, "t5": 0.5},
    intervals={"auroc": (0.9, 0.92)},
    must={"auroc": 0.95, "t5": 0.5},
    goal={"auroc": 0.99},
)
THEIRS = Row(suite="traces", part="A", competitor="rule", figures={"auroc": 0.8, "t5": None})


def printed(rows: list[Row]) -> list[list[str]]:
    console = Console(width=120)
    with console.capture() as capture:
        print_rows(console, rows)
    return [line.split() for line in capture.get().splitlines()]


def test_a_missed_floor_is_marked_and_a_reached_one_is_not() -> None:
    lines = printed([OURS])
    assert ["A", "roguewatch", ".910", "[.900,", ".920]", "!", ".500"] in lines
    assert ["A", "must", "reach", ".950", ".500"] in lines
    assert ["A", "goal", ".990"] in lines


def test_competitors_stand_in_the_same_block() -> None:
    lines = printed([OURS, THEIRS])
    assert ["A", "rule", ".800", "–"] in lines
    assert sum(line == ["traces"] for line in lines) == 1


def test_numbers_are_as_long_as_they_need_to_be() -> None:
    shown = [number(value) for value in (0.0, 1.0, -0.25, 2.54, 1234567.0)]
    assert shown == ["0", "1.000", "-.250", "2.5", "1,234,567"]


def test_one_of_a_count_is_one_and_all_of_a_share_is_not_told_as_a_count() -> None:
    rows = [
        Row(suite="s", competitor=who, figures={"alerts": n, "share": share})
        for who, n, share in (("a", 1.0, 1.0), ("b", 7.0, 0.5))
    ]
    assert printed(rows)[2:] == [["a", "1", "1.000"], ["b", "7", ".500"]]


def test_one_thing_is_counted_as_1_and_a_share_of_all_is_told_as_one() -> None:
    lines = printed(
        [
            Row(suite="s", competitor="a", figures={"n": 1, "share": 1.0}),
            Row(suite="s", competitor="b", figures={"n": 0, "share": 0.5}),
        ]
    )
    assert ["a", "1", "1.000"] in lines
