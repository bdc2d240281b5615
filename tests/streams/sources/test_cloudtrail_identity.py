"""An agent is a role or a user; everything else has a reason why it is none."""

from typing import Any

import pytest

from streams.sources import Skipped
from streams.sources.cloudtrail_identity import Caller, caller_of

STS = "arn:aws:sts::111122223333:assumed-role"
IAM = "arn:aws:iam::111122223333"


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        (
            {"type": "AssumedRole", "arn": f"{STS}/deployer/run-7"},
            Caller(f"{IAM}:role/deployer", "run-7"),
        ),
        (
            {
                "type": "AssumedRole",
                "arn": f"{STS}/deployer/run-7",
                "sessionContext": {
                    "sessionIssuer": {"arn": f"{IAM}:role/agents/deployer"},
                    "sourceIdentity": "alice",
                },
            },
            Caller(f"{IAM}:role/agents/deployer", "run-7", "alice"),
        ),
        (
            {"type": "AssumedRole", "arn": "arn:aws-cn:sts::1:assumed-role/a/b"},
            Caller("arn:aws-cn:iam::1:role/a", "b"),
        ),
        ({"type": "IAMUser", "arn": f"{IAM}:user/ci"}, Caller(f"{IAM}:user/ci")),
        (
            {"type": "IAMUser", "accountId": "111122223333", "userName": "ci"},
            Caller(f"{IAM}:user/ci"),
        ),
        (
            {"type": "FederatedUser", "arn": "arn:aws:sts::1:federated-user/bot"},
            Caller("arn:aws:sts::1:federated-user/bot"),
        ),
    ],
)
def test_who_is_an_agent(identity: dict[str, Any], expected: Caller) -> None:
    assert caller_of({"userIdentity": identity}) == expected


@pytest.mark.parametrize(
    "identity",
    [
        {"type": "Root", "arn": f"{IAM}:root"},
        {"type": "AWSService", "invokedBy": "rds.amazonaws.com"},
        {"type": "AWSAccount", "accountId": "444455556666"},
        {"type": "WebIdentityUser", "userName": "repo:x"},
        {"type": "AssumedRole", "arn": f"{STS}/AWSServiceRoleForRDS/SLRManagement"},
        {
            "type": "AssumedRole",
            "arn": f"{STS}/x/y",
            "sessionContext": {"sessionIssuer": {"arn": f"{IAM}:role/aws-service-role/x/Y"}},
        },
        {"type": "AssumedRole"},
        {"type": "IAMUser"},
        {"type": "IAMUser", "accountId": "1", "userName": "HIDDEN_DUE_TO_SECURITY_REASONS"},
        {"invokedBy": "secretsmanager.amazonaws.com"},
        {},
        None,
        "root",
    ],
)
def test_who_is_none_has_a_reason(identity: object) -> None:
    caller = caller_of({"userIdentity": identity})
    assert isinstance(caller, Skipped)
    assert caller.reason
