"""What fleets come to adds up."""

from roguewatch.evaluation.benign_run import Found


def test_fleets_add_up() -> None:
    one = Found(10, 3, 1)
    one.add(Found(5, 2, 0))
    assert one == Found(15, 5, 1)
