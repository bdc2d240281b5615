"""Which agent made an AWS API call, if any: read from a record's `userIdentity`."""

import re

import msgspec

from .base import Record, Skipped
from .fields import mapping, text

_ASSUMED = re.compile(r"^arn:([\w-]+):sts::(\d*):assumed-role/(.+)/([^/]+)$")

_NOBODY = {
    "Root": "the root user of the account",
    "AWSService": "an AWS service acting by itself",
    "AWSAccount": "a principal of another account, which names no role",
    "WebIdentityUser": "a web identity that has not assumed a role yet",
    "SAMLUser": "a SAML identity that has not assumed a role yet",
    "Directory": "a directory service acting by itself",
    "IdentityCenterUser": "a person in IAM Identity Center",
    "Unknown": "an identity that CloudTrail does not know",
}


class Caller(msgspec.Struct, frozen=True):
    """The agent behind a call: its role or user, and the run of it that called.

    Examples
    --------
    >>> Caller(agent_id="arn:aws:iam::111122223333:user/ci").session_id is None
    True
    """

    agent_id: str
    session_id: str | None = None
    on_behalf_of: str | None = None


def caller_of(x: Record) -> Caller | Skipped:
    """Find the agent of a CloudTrail record, or the reason why there is none.

    Examples
    --------
    >>> caller_of({"userIdentity": {"type": "Root", "arn": "arn:aws:iam::1:root"}})
    Skipped(reason='the root user of the account')
    """
    identity = mapping(x.get("userIdentity"))
    kind, arn = text(identity.get("type"), 64), text(identity.get("arn"), 2048)
    if kind in _NOBODY:
        return Skipped(_NOBODY[kind])
    if kind is None:
        return Skipped("an AWS service event without a caller")
    if kind in ("AssumedRole", "Role"):
        return _role(identity, arn)
    if arn is None:
        account, user = text(identity.get("accountId"), 64), text(identity.get("userName"))
        if kind != "IAMUser" or account is None or user is None or user.startswith("HIDDEN"):
            return Skipped("an identity without a name")
        arn = f"arn:aws:iam::{account}:user/{user}"
    return Caller(arn)


def _role(identity: Record, arn: str | None) -> Caller | Skipped:
    context = mapping(identity.get("sessionContext"))
    issuer = text(mapping(context.get("sessionIssuer")).get("arn"), 2048)
    assumed = _ASSUMED.match(arn or "")
    if issuer is None and assumed is not None:
        issuer = f"arn:{assumed[1]}:iam::{assumed[2]}:role/{assumed[3]}"
    if issuer is None:
        issuer = arn
    if issuer is None:
        return Skipped("an identity without a name")
    # A role that only a service can assume: AWS itself at work.
    if "/aws-service-role/" in issuer or ":role/AWSServiceRoleFor" in issuer:
        return Skipped("an AWS service acting by its own role")
    session = assumed[4] if assumed is not None else None
    return Caller(issuer, session, text(context.get("sourceIdentity")))
