"""An explanation in lines: the sum, part by part, and what it was held against."""

import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime

from alerts.breakdown import Breakdown, Part
from alerts.sanitise import sanitise
from alerts.wording import ENDINGS

from .told import Told

NARROWEST = 79
"""Columns that the figures need."""

_HEAD = (
    f"    {'detector':16}{'observed':>10}{'agent':>9}{'peers':>9}{'n':>7}{'p':>9}"
    f"{'nats':>8}{'share':>7}"
)


def explain_lines(told: Told, width: int = NARROWEST) -> Iterator[str]:
    """Yield the explanation of one activity of an alert, folded to a width.

    Examples
    --------
    >>> told = Told(alert_id="a1", activity="close", tenant="default", agent_id="mail-1", time=0.0,
    ...     risk=97, sentences={}, breakdown=None, config_hash="c0", snapshot_version=7)
    >>> list(explain_lines(told))
    ['close of a1: default/mail-1 at 1970-01-01 00:00:00, risk 97', \
'  configuration c0, snapshot 7', '  Its behaviour is usual again']
    """
    who = f"{sanitise(told.tenant)}/{sanitise(told.agent_id)}"
    width = max(width, NARROWEST)
    for line in _of(told, who):
        yield from _folded(line, width)


def _of(told: Told, who: str) -> Iterator[str]:
    yield (
        f"{told.activity} of {sanitise(told.alert_id)}: {who} at {_time(told.time)}, risk "
        f"{told.risk}"
    )
    yield f"  configuration {told.config_hash}, snapshot {told.snapshot_version}"
    if told.breakdown is None:
        yield f"  {ENDINGS[told.ending or 'quiet']}"
        return
    for detector, sentence in told.sentences.items():
        yield f"  {sanitise(detector)}: {sanitise(sentence)}"
    yield from _sum(told.breakdown)
    if told.breakdown.risk < told.risk:
        yield f"  the incident had reached risk {told.risk} before"


def _sum(breakdown: Breakdown) -> Iterator[str]:
    """One event below the other, and below each what detectors said of it."""
    total = breakdown.log_evidence
    yield _HEAD
    event = ""
    for part in (*breakdown.direct, *breakdown.parts):
        if part.event_id != event:
            event = part.event_id
            yield _call(part)
        yield f"    {_row(part, total, is_direct=part in breakdown.direct)}"
        if part.points is not None:
            yield f"    {sanitise(part.detector)}: {sanitise(part.points.told())}"
    for name, nats in (
        ("earlier sessions", breakdown.carried),
        ("the rest", breakdown.rest),
        ("evidence, ln W", total),
    ):
        yield f"  {name:62}{nats:8.3f}{_share(nats, total):>7}"
    by_evidence = max(0, min(100, int(100.0 * total / breakdown.stop_at)))
    yield (
        f"  risk {breakdown.risk}: {by_evidence} by evidence ({total:.3f} of the "
        f"{breakdown.stop_at:.3f} nats that ask for a stop; {breakdown.alert_at:.3f} alert), "
        f"{breakdown.points} by the direct path"
    )


def _call(part: Part) -> str:
    call = f"{sanitise(part.action)} {sanitise(part.tool)}"
    return f"  {_time(part.time)}  {call}  [{sanitise(part.event_id)}]"


def _row(part: Part, total: float, *, is_direct: bool) -> str:
    nats = "direct" if is_direct else f"{part.nats:.3f}"
    return (
        f"{sanitise(part.detector)[:16]:16}{part.observed:10.3g}{part.expected_by_agent:9.2g}"
        f"{part.expected_by_peers:9.2g}{part.n:7.0f}{part.p:9.2g}{nats:>8}"
        f"{'' if is_direct else _share(part.nats, total):>7}".rstrip()
    )


def _folded(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    text = line.lstrip()
    indent = " " * (len(line) - len(text))
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
    )


def _share(nats: float, total: float) -> str:
    return f"{100 * nats / total:.0f} %" if total > 0 else ""


def _time(time: float) -> str:
    try:
        return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M:%S}"
    except (OverflowError, ValueError, OSError):
        return f"{time:.0f} s"
