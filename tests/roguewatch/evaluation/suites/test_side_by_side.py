"""Measurements run side by side come back in their order."""

import math

from roguewatch.evaluation.suites import Progress
from roguewatch.evaluation.suites.side_by_side import side_by_side


def test_results_are_in_the_order_of_the_jobs_wherever_they_ran() -> None:
    jobs = [81, 9, 144, 1]
    assert side_by_side(math.isqrt, jobs, Progress(None), "taking roots") == [9, 3, 12, 1]
