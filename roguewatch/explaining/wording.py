"""An explanation in lines: the sum, part by part, and what it was held against."""

from collections.abc import Iterator
from datetime import UTC, datetime

from alerts.breakdown import Breakdown, Part
from alerts.sanitise import sanitise
from alerts.wording import ENDINGS

from .told import Told

_HEAD = (
    f"{'time (UTC)':19}  {'event':20}  {'call':28}  {'detector':16}"
    f"{'observed':>10}{'agent':>10}{'peers':>10}{'n':>8}{'p':>10}{'nats':>8}{'share':>7}"
)


def explain_lines(told: Told) -> Iterator[str]:
    """Yield the explanation of one activity of an alert.

    Examples
    --------
    >>> told = Told(alert_id="a1", activity="close", tenant="default", agent_id="mail-1", time=0.0,
    ...     risk=97, sentences={}, breakdown=None, config_hash="c0", snapshot_version=7)
    >>> list(explain_lines(told))
    ['close of a1: default/mail-1 at 1970-01-01 00:00:00, risk 97 (configuration c0, snapshot 7)', \
'  Its behaviour is usual again']
    """
    who = f"{sanitise(told.tenant)}/{sanitise(told.agent_id)}"
    yield (
        f"{told.activity} of {sanitise(told.alert_id)}: {who} at {_time(told.time)}, risk "
        f"{told.risk} (configuration {told.config_hash}, snapshot {told.snapshot_version})"
    )
    if told.breakdown is None:
        yield f"  {ENDINGS[told.ending or 'quiet']}"
        return
    for detector, sentence in told.sentences.items():
        yield f"  {sanitise(detector)}: {sanitise(sentence)}"
    yield from _sum(told.breakdown)
    if told.breakdown.risk < told.risk:
        yield f"  the incident had reached risk {told.risk} before"


def _sum(breakdown: Breakdown) -> Iterator[str]:
    total = breakdown.log_evidence
    yield f"  {_HEAD}"
    for part in (*breakdown.direct, *breakdown.parts):
        yield f"  {_row(part, total, is_direct=part in breakdown.direct)}"
        if part.points is not None:
            yield f"  {sanitise(part.detector)}: {sanitise(part.points.told())}"
    for name, nats in (("earlier sessions", breakdown.carried), ("the rest", breakdown.rest)):
        yield f"  {name:145}{nats:8.3f}{_share(nats, total):>7}"
    yield f"  {'evidence, ln W':145}{total:8.3f}{_share(total, total):>7}"
    by_evidence = max(0, min(100, int(100.0 * total / breakdown.stop_at)))
    yield (
        f"  risk {breakdown.risk}: {by_evidence} by evidence ({total:.3f} of the "
        f"{breakdown.stop_at:.3f} nats that ask for a stop; {breakdown.alert_at:.3f} alert), "
        f"{breakdown.points} by the direct path"
    )


def _row(part: Part, total: float, *, is_direct: bool) -> str:
    call = f"{sanitise(part.action)} {sanitise(part.tool)}"
    nats = "direct" if is_direct else f"{part.nats:.3f}"
    return (
        f"{_time(part.time):19}  {sanitise(part.event_id)[:20]:20}  {call[:28]:28}  "
        f"{sanitise(part.detector)[:16]:16}{part.observed:10.4g}{part.expected_by_agent:10.3g}"
        f"{part.expected_by_peers:10.3g}{part.n:8.0f}{part.p:10.2g}{nats:>8}"
        f"{'' if is_direct else _share(part.nats, total):>7}"
    )


def _share(nats: float, total: float) -> str:
    return f"{100 * nats / total:.0f} %" if total > 0 else ""


def _time(time: float) -> str:
    try:
        return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M:%S}"
    except (OverflowError, ValueError, OSError):
        return f"{time:.0f} s"
