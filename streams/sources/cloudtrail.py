"""AWS CloudTrail: every call to an AWS API, with the identity that made it."""

import re
from typing import Any

from baselines.features import Action
from streams.bad_event import BadEvent
from streams.events import ActionEvent

from .base import Record, Skipped
from .cloudtrail_identity import Caller, caller_of
from .cloudtrail_target import main_object, n_objects
from .cloudtrail_verbs import verb_class
from .fields import make_event, mapping, parse_record, text

_DENIED = re.compile(
    r"access_?denied|unauthori[sz]ed|not_?authorized|forbidden|authfailure|authenticationfailed"
    r"|expiredtoken|invalidclienttokenid|unrecognizedclient|signaturedoesnotmatch",
    re.IGNORECASE,
)


class CloudTrail:
    """Records of CloudTrail log files, one API call each.

    An agent is an IAM role or user, a session is a role session. What AWS does by itself, and
    what the root user does, has no agent. Arguments and answers are not kept; the verb class
    follows from the call's name (`verb_class`), the target from its parameters (`main_object`).

    It misses who stands behind a role that many agents share: give each agent a role of its own.

    Examples
    --------
    >>> event = CloudTrail().map_one(
    ...     {
    ...         "eventID": "e1",
    ...         "eventTime": "2026-01-05T10:00:00Z",
    ...         "eventSource": "ec2.amazonaws.com",
    ...         "eventName": "DeleteVolume",
    ...         "sourceIPAddress": "192.0.2.7",
    ...         "requestParameters": {"volumeId": "vol-1"},
    ...         "userIdentity": {
    ...             "type": "AssumedRole",
    ...             "arn": "arn:aws:sts::111122223333:assumed-role/deployer/run-7",
    ...             "accessKeyId": "ASIAEXAMPLE",
    ...         },
    ...     }
    ... )
    >>> event.agent_id, event.session_id
    ('arn:aws:iam::111122223333:role/deployer', 'run-7')
    >>> event.tool, event.action, event.resource, event.outcome
    ('ec2:DeleteVolume', 'delete', 'vol-1', 'success')
    """

    name = "cloudtrail"

    def recognises(self, record: Record) -> bool:
        return {"eventID", "eventTime", "eventSource", "eventName"} <= record.keys()

    def map_one(self, record: Record | bytes) -> ActionEvent | Skipped:
        x = parse_record(record)
        if x.get("eventCategory") == "Insight":
            return Skipped("an insight about many calls, not a call")
        if not self.recognises(x):
            raise BadEvent(
                "source",
                "a CloudTrail record must hold eventID, eventTime, eventSource and eventName; "
                f"got {sorted(map(str, x))[:8]}",
            )
        caller = caller_of(x)
        if isinstance(caller, Skipped):
            return caller
        service, name = str(x["eventSource"]).split(".")[0], str(x["eventName"])
        read_only = x.get("readOnly")
        action = verb_class(service, name, read_only if isinstance(read_only, bool) else None)
        return make_event(_fields(x, caller, action, f"{service}:{name}"))


def _fields(x: Record, caller: Caller, action: Action, tool: str) -> dict[str, Any]:
    identity = mapping(x.get("userIdentity"))
    attributes = {
        "region": text(x.get("awsRegion"), 64),
        "account": text(x.get("recipientAccountId"), 64),
        "invoked_by": text(identity.get("invokedBy")),
        "error": text(x.get("errorCode")),
    }
    return {
        "event_id": text(x["eventID"]),
        "time": x["eventTime"],
        "agent_id": text(caller.agent_id, 512),
        "session_id": text(caller.session_id),
        "on_behalf_of": text(caller.on_behalf_of),
        "credential_id": text(identity.get("accessKeyId")),
        "source_ip": _address(x.get("sourceIPAddress")),
        "tool": text(tool),
        "action": action,
        "resource": main_object(str(x["eventName"]), x),
        "n_items": n_objects(x),
        "n_bytes": _n_bytes(mapping(x.get("additionalEventData"))),
        "outcome": _outcome(x),
        "attributes": {key: value for key, value in attributes.items() if value is not None},
    }


def _outcome(x: Record) -> str:
    error = x.get("errorCode")
    if isinstance(error, str) and error:
        return "denied" if _DENIED.search(error) else "failure"
    # A refused console login carries no error code.
    if mapping(x.get("responseElements")).get("ConsoleLogin") == "Failure":
        return "denied"
    return "success"


def _address(value: object) -> str | None:
    """Take an address; a call that AWS forwards names the service there instead."""
    address = text(value)
    if address is None or address == "AWS Internal" or address.endswith(".amazonaws.com"):
        return None
    return address


def _n_bytes(additional: Record) -> int:
    counts = (additional.get("bytesTransferredIn"), additional.get("bytesTransferredOut"))
    return sum(int(n) for n in counts if isinstance(n, int | float) and 0 <= n <= 2**52)
