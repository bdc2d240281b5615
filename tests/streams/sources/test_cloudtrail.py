"""A CloudTrail record becomes an event with its outcome, credential and address."""

from typing import Any

import pytest

from streams.bad_event import BadEvent
from streams.events import ActionEvent
from streams.sources import CloudTrail, Skipped

RECORD: dict[str, Any] = {
    "userIdentity": {
        "type": "AssumedRole",
        "arn": "arn:aws:sts::111122223333:assumed-role/deployer/run-7",
        "accessKeyId": "ASIAEXAMPLE",
    },
    "eventTime": "2026-01-05T10:00:00Z",
    "eventSource": "s3.amazonaws.com",
    "eventName": "GetObject",
    "awsRegion": "eu-west-1",
    "sourceIPAddress": "192.0.2.7",
    "requestParameters": {"bucketName": "logs", "key": "a"},
    "additionalEventData": {"bytesTransferredIn": 0, "bytesTransferredOut": 2048.0},
    "recipientAccountId": "111122223333",
    "eventID": "e1",
    "readOnly": True,
}


def mapped(**changes: Any) -> ActionEvent:
    event = CloudTrail().map_one({**RECORD, **changes})
    assert isinstance(event, ActionEvent)
    return event


def test_all_that_is_known_arrives() -> None:
    event = mapped()
    assert (event.event_id, event.tool, event.action) == ("e1", "s3:GetObject", "read")
    assert (event.resource, event.n_items, event.n_bytes) == ("logs/a", 1, 2048)
    assert (event.credential_id, event.source_ip) == ("ASIAEXAMPLE", "192.0.2.7")
    assert event.attributes == {"region": "eu-west-1", "account": "111122223333"}


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, "success"),
        ("AccessDenied", "denied"),
        ("AccessDeniedException", "denied"),
        ("Client.UnauthorizedOperation", "denied"),
        ("NotAuthorizedException", "denied"),
        ("AuthFailure", "denied"),
        ("ExpiredTokenException", "denied"),
        ("ThrottlingException", "failure"),
        ("NoSuchBucket", "failure"),
        ("Client.InvalidVolume.NotFound", "failure"),
    ],
)
def test_refused_is_not_failed(error: str | None, outcome: str) -> None:
    assert mapped(errorCode=error).outcome == outcome


def test_a_refused_login_has_no_error_code() -> None:
    event = mapped(
        eventSource="signin.amazonaws.com",
        eventName="ConsoleLogin",
        responseElements={"ConsoleLogin": "Failure"},
        errorMessage="Failed authentication",
    )
    assert (event.action, event.outcome) == ("auth", "denied")


@pytest.mark.parametrize("address", ["health.amazonaws.com", "AWS Internal", "", None])
def test_a_service_in_between_is_no_address(address: str | None) -> None:
    """Or every service an agent uses would be a new place it comes from."""
    assert mapped(sourceIPAddress=address).source_ip is None


def test_an_insight_is_no_call() -> None:
    record = {"eventID": "i", "eventTime": RECORD["eventTime"], "eventCategory": "Insight"}
    assert CloudTrail().map_one(record) == Skipped("an insight about many calls, not a call")


@pytest.mark.parametrize("name", ["eventID", "eventTime", "eventSource", "eventName"])
def test_a_record_without_what_names_the_call_is_bad(name: str) -> None:
    with pytest.raises(BadEvent, match="must hold eventID, eventTime, eventSource and eventName"):
        CloudTrail().map_one({key: value for key, value in RECORD.items() if key != name})
