"""A bound on the work of somebody else's code: counted in calls, the same on any machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


class TooManyCalls(Exception):
    """More calls were made than allowed."""


def within_calls(most: int, work: Callable[[], object]) -> None:
    """Do the work, and end it when it makes more calls than that, of Python's or compiled code.

    Raises
    ------
    TooManyCalls
        If it does.

    Examples
    --------
    >>> within_calls(1_000, lambda: sorted("abc"))
    >>> within_calls(1_000, lambda: [abs(n) for n in range(10**9)])
    Traceback (most recent call last):
        ...
    baselines.river.call_budget.TooManyCalls: 1000
    """
    left = most

    def count(_frame: FrameType, event: str, what: Any) -> None:
        nonlocal left
        left -= event in ("call", "c_call")
        if left < 0 and what is not sys.setprofile:
            raise TooManyCalls(most)

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
