"""One finding, one line, plain ASCII."""

import io
import json

import pytest

from alerts.alert import Severity
from alerts.finding import encode_finding
from alerts.finding_view import read_finding
from alerts.sinks import LogSink

from ..make import make_alert


async def written(sink: LogSink, file: io.StringIO, severity: Severity = "critical") -> str:
    await sink.send_one(read_finding(encode_finding(make_alert(cohort="ü", severity=severity))))
    return file.getvalue()


async def test_a_line_can_be_searched_by_its_fields() -> None:
    file = io.StringIO()
    line = await written(LogSink(file), file)
    assert (line.count("\n"), line.isascii()) == (1, True)
    fields = json.loads(line)
    message = fields.pop("message")
    assert message.startswith("AI agent mail-1")
    assert fields == {
        "activity_id": 1,
        "agent": "default/mail-1",
        "alert_id": "a1",
        "delivery_id": "a1.1.1764000060250",
        "detectors": ["burst", "volume"],
        "event": (
            "AI agent mail-1 (ü): 200.0 calls of this kind in the last minute; "
            "usually 0.0, its peers 0.1"
        ),
        "is_stop_requested": True,
        "level": "critical",
        "risk": 97,
        "severity": "Critical",
        "time": 1_764_000_060.25,
    }


@pytest.mark.parametrize(
    ("severity", "level"),
    [("low", "info"), ("medium", "warning"), ("high", "error"), ("critical", "critical")],
)
async def test_the_level_follows_the_severity(severity: Severity, level: str) -> None:
    file = io.StringIO()
    assert json.loads(await written(LogSink(file), file, severity))["level"] == level


async def test_the_whole_finding_is_there_if_wanted() -> None:
    file = io.StringIO()
    line = await written(LogSink(file, is_whole=True), file)
    assert json.loads(line)["finding"]["class_uid"] == 2004
