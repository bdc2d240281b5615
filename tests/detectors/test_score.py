"""Scores are compared by their figures, and written down with points only where they have some."""

import msgspec
import pytest

from detectors import Points, Score

PLAIN = Score(0.5, 1.0, 2.0, 3.0, 4.0)
WITH_POINTS = Score(0.5, 1.0, 2.0, 3.0, 4.0, Points(80.0, 65.0, 90.0))


def test_equal_figures_are_equal_scores() -> None:
    assert Score(0.5, 1.0, 2.0, 3.0, n=4.0) == PLAIN


@pytest.mark.parametrize(
    "other", [Score(0.5, 1.0, 2.0, 3.0, 5.0), WITH_POINTS, (0.5, 1.0, 2.0, 3.0, 4.0), None]
)
def test_what_differs_in_a_figure_is_another(other: object) -> None:
    assert other != PLAIN


def test_is_written_down_by_name() -> None:
    encoded = msgspec.json.encode([PLAIN, WITH_POINTS], enc_hook=Score.to_dict)
    figures = {"p": 0.5, "observed": 1.0, "expected_by_agent": 2.0, "expected_by_peers": 3.0}
    points = {"total": 80.0, "alert_at": 65.0, "stop_at": 90.0, "terms": []}
    plain = figures | {"n": 4.0}
    assert msgspec.json.decode(encoded) == [plain, plain | {"points": points}]
