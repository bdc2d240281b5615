"""By which call how many incidents are seen: one curve a judge, as SVG."""

from collections.abc import Sequence

from .suites.delays import Delays
from .svg import COLOURS, Line, draw

LAST_CALL = 20
"""Whoever needs more calls stands at the right edge with those."""


def delay_svg(delays: Sequence[Delays]) -> str:
    """The share of incidents seen by each rogue call, counted from 1.

    Examples
    --------
    >>> "ours, alerted, 2 of 3" in delay_svg([Delays("incidents", "ours, alerted", (1, 3, None))])
    True
    """
    lines = []
    for number, one in enumerate(delays):
        seen = sum(call is not None for call in one.calls)
        name = f"{one.what}, {seen} of {len(one.calls)}"
        lines.append(Line(_steps(one), COLOURS[number % len(COLOURS)], name))
    across = ("0", "by rogue call", f"{LAST_CALL}+")
    return draw(lines, f"{delays[0].suite}: detection delay", across, ("0", "seen", "100 %"))


def _steps(delays: Delays) -> list[tuple[float, float]]:
    n = max(1, len(delays.calls))
    shares = [
        sum(call is not None and min(call, LAST_CALL) <= at for call in delays.calls) / n
        for at in range(LAST_CALL + 1)
    ]
    steps = [(0.0, shares[0])]
    for at in range(1, LAST_CALL + 1):
        steps += [(at / LAST_CALL, shares[at - 1]), (at / LAST_CALL, shares[at])]
    return steps
