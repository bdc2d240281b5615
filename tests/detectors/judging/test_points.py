"""Points are a sum that can be told in one line."""

from detectors import Points

TERMS = (("delete", 40.0), ("new credential", 15.0))


def test_the_terms_add_up() -> None:
    assert Points.of(TERMS, 65.0, 90.0) == Points(55.0, 65.0, 90.0, TERMS)


def test_what_is_taken_off_leaves_nothing_at_least() -> None:
    assert Points.of((("write", 10.0), ("approved", -60.0)), 65.0, 90.0).total == 0.0


def test_without_terms_the_limits_are_told() -> None:
    assert Points(3.0, 1.0, 5.0).told() == "3 points, where 1 alert and 5 ask for a stop"
