"""A webhook is signed, tried again, and keeps its secrets."""

import base64
import hashlib
import hmac

import pytest

from alerts.finding import encode_finding
from alerts.finding_view import read_finding
from alerts.sinks import SinkError, WebhookSink

from ..make import make_alert
from ..receiver import Receiver

FINDING = read_finding(encode_finding(make_alert()))


async def test_the_body_is_the_finding_byte_for_byte(receiver: Receiver) -> None:
    sink = WebhookSink(receiver.url, headers={"Authorization": "Bearer t"})
    await sink.send_one(FINDING)
    await sink.close()
    got = receiver.requests[0]
    assert got.body == FINDING.body
    assert got.headers["content-type"] == "application/json"
    assert got.headers["authorization"] == "Bearer t"
    assert got.headers["webhook-id"] == FINDING.delivery_id
    assert "webhook-signature" not in got.headers


async def test_a_receiver_can_check_the_signature(receiver: Receiver) -> None:
    """By the rule of Standard Webhooks: HMAC-SHA-256 over "id.timestamp.body"."""
    sink = WebhookSink(receiver.url, secret=b"shared", clock=lambda: 1_764_000_061.9)
    await sink.send_one(FINDING)
    await sink.close()
    got = receiver.requests[0]
    content = f"{FINDING.delivery_id}.1764000061.".encode() + got.body
    expected = base64.b64encode(hmac.digest(b"shared", content, hashlib.sha256)).decode()
    assert got.headers["webhook-timestamp"] == "1764000061"
    assert got.headers["webhook-signature"] == f"v1,{expected}"


@pytest.mark.parametrize("status", [408, 429, 500, 503])
async def test_what_may_work_later_is_tried_again(receiver: Receiver, status: int) -> None:
    receiver.answers = [(status, None), (status, None), (204, None)]
    sink = WebhookSink(receiver.url, wait_s=0.01)
    assert await sink.send_one(FINDING)
    await sink.close()
    assert len({got.headers["webhook-id"] for got in receiver.requests}) == 1
    assert len(receiver.requests) == 3


@pytest.mark.parametrize("status", [302, 400, 401, 404, 410])
async def test_what_will_not_change_is_not_tried_again(receiver: Receiver, status: int) -> None:
    """A redirect least of all: it could carry the authorization to another host."""
    receiver.answers = [(status, None)]
    sink = WebhookSink(receiver.url, wait_s=0.01)
    with pytest.raises(SinkError, match=f"HTTP {status}"):
        await sink.send_one(FINDING)
    await sink.close()
    assert len(receiver.requests) == 1


async def test_it_gives_up_and_does_not_tell_the_url(receiver: Receiver) -> None:
    """Webhook addresses often are the secret."""
    receiver.answers = [(500, None)]
    sink = WebhookSink(f"{receiver.url}/T0KEN", attempts=3, wait_s=0.01)
    with pytest.raises(SinkError) as caught:
        await sink.send_one(FINDING)
    await sink.close()
    assert len(receiver.requests) == 3
    assert "T0KEN" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "attempts", "name"),
    [("file:///etc/passwd", 1, "url"), ("", 1, "url"), ("http://x", 0, "attempts")],
)
def test_a_parameter_out_of_range_is_named(url: str, attempts: int, name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be"):
        WebhookSink(url, attempts=attempts)
