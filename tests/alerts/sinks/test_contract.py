"""Every exported sink keeps the contract of `Sink`; a new one is tested by being exported."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest

from alerts import sinks
from alerts.finding import encode_finding
from alerts.finding_view import FindingView, read_finding
from alerts.sinks import LogSink, Sink, SinkError, WebhookSink

from ..make import make_alert
from ..receiver import Receiver

HOSTILE = "\u202e\x1b[31m\r\n<script>"


@dataclass
class Case:
    """How to make a sink that works, one that cannot deliver, and how to see what arrived."""

    working: Callable[..., Sink]
    broken: Callable[[], Sink]
    arrived: Callable[[], list[dict[str, Any]]]


@pytest.fixture(
    params=[
        name
        for name in sinks.__all__
        if isinstance(kind := getattr(sinks, name), type)
        and issubclass(kind, Sink)
        and kind is not Sink
    ]
)
def case(request: pytest.FixtureRequest, receiver: Receiver) -> Case:
    """Return each exported sink in turn; one without a case here fails."""
    log, closed = io.StringIO(), io.StringIO()
    closed.close()
    return {
        "LogSink": Case(
            lambda **given: LogSink(log, **given),
            lambda: LogSink(closed),
            lambda: [json.loads(line) for line in log.getvalue().splitlines()],
        ),
        "WebhookSink": Case(
            lambda **given: WebhookSink(receiver.url, **given),
            lambda: WebhookSink("http://127.0.0.1:9", attempts=2, wait_s=0.01),
            lambda: [json.loads(got.body) for got in receiver.requests],
        ),
    }[request.param]


def finding(**changes: Any) -> FindingView:
    return read_finding(encode_finding(make_alert(**changes)))


async def test_a_finding_arrives_once(case: Case) -> None:
    sink = case.working()
    assert await sink.send_one(finding())
    await sink.close()
    assert len(case.arrived()) == 1
    assert "roguewatch reinstate" in case.arrived()[0]["message"]


async def test_what_is_not_severe_enough_is_not_sent(case: Case) -> None:
    sink = case.working(minimum_severity_id=4)
    assert not await sink.send_one(finding(severity="medium"))
    assert await sink.send_one(finding(severity="high"))
    await sink.close()
    assert len(case.arrived()) == 1


async def test_only_a_sink_error_says_that_it_did_not_arrive(case: Case) -> None:
    sink = case.broken()
    with pytest.raises(SinkError):
        await sink.send_one(finding())
    await sink.close()


async def test_hostile_strings_arrive_inert(case: Case) -> None:
    event = msgspec.structs.replace(make_alert().evidence[0], tool=HOSTILE, resource=HOSTILE)
    sink = case.working()
    await sink.send_one(finding(agent_id=HOSTILE, cohort=HOSTILE, evidence=(event,)))
    await sink.close()
    assert "\\\\u202e\\\\x1b[31m" in json.dumps(case.arrived()[0])
    assert "\\u001b" not in json.dumps(case.arrived()[0])


async def test_it_can_be_closed_twice_and_before_use(case: Case) -> None:
    sink = case.working()
    await sink.close()
    await sink.close()


@pytest.mark.parametrize("severity_id", [0, 6])
def test_a_severity_that_does_not_exist_is_refused(case: Case, severity_id: int) -> None:
    with pytest.raises(ValueError, match="minimum_severity_id must be between 1 and 5"):
        case.working(minimum_severity_id=severity_id)


def test_it_has_a_name(case: Case) -> None:
    assert case.working().name
