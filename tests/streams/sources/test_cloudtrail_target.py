"""The main object of a call is found in its parameters, whatever the service calls it."""

from typing import Any

import pytest

from streams.sources.cloudtrail_target import main_object, n_objects

BUCKET = {"type": "AWS::S3::Bucket", "ARN": "arn:aws:s3:::logs"}
OBJECT = {"type": "AWS::S3::Object", "ARN": "arn:aws:s3:::logs/2026/01/05.gz"}
KEY = {"type": "AWS::KMS::Key", "ARN": "arn:aws:kms:eu-west-1:111122223333:key/k"}


@pytest.mark.parametrize(
    ("name", "parameters", "expected"),
    [
        ("DeleteVolume", {"volumeId": "vol-1"}, "vol-1"),
        ("TerminateInstances", {"instancesSet": {"items": [{"instanceId": "i-1"}]}}, "i-1"),
        ("SendCommand", {"documentName": "Run", "instanceIds": ["i-1", "i-2"]}, "i-1"),
        ("DeleteNatGateway", {"DeleteNatGatewayRequest": {"NatGatewayId": "nat-1"}}, "nat-1"),
        ("CreateFlowLogs", {"R": {"ResourceId": {"tag": 1, "content": "vpc-1"}}}, "vpc-1"),
        ("AttachUserPolicy", {"policyArn": "arn:p", "userName": "bob"}, "bob"),
        ("PutRolePolicy", {"policyName": "p", "roleName": "ops"}, "ops"),
        ("DeleteAccessKey", {"userName": "bob", "accessKeyId": "AKIA1"}, "AKIA1"),
        ("CreateAccessKey", {"userName": "bob"}, "bob"),
        ("AddUserToGroup", {"groupName": "admins", "userName": "bob"}, "bob"),
        ("AssumeRole", {"roleArn": "arn:role/x", "roleSessionName": "s"}, "arn:role/x"),
        ("GetSecretValue", {"secretId": "db", "versionStage": "AWSCURRENT"}, "db"),
        ("CreateSecret", {"name": "db", "clientRequestToken": "t"}, "db"),
        ("PutObject", {"bucketName": "logs", "key": "a/b", "Host": "logs.s3"}, "logs/a/b"),
        ("PutBucketPolicy", {"bucketName": "logs", "bucketPolicy": {"Id": "x"}}, "logs"),
        ("AuthorizeSecurityGroupIngress", {"groupId": "sg-1", "ipPermissions": {}}, "sg-1"),
        ("DeleteDBInstance", {"dBInstanceIdentifier": "db1", "skipFinalSnapshot": True}, "db1"),
        ("UpdateItem", {"tableName": "orders", "key": {"id": "HIDDEN"}}, "orders"),
        ("DescribeTags", {"filterSet": {"items": [{"name": "resource-id"}]}}, None),
        ("DescribeInstances", {"instancesSet": {}, "filterSet": {}}, None),
        ("ListUsers", {}, None),
        ("ListUsers", None, None),
    ],
)
def test_the_parameter_that_fits_the_call(
    name: str, parameters: dict[str, Any] | None, expected: str | None
) -> None:
    assert main_object(name, {"requestParameters": parameters}) == expected


def test_what_aws_lists_counts_where_the_parameters_say_nothing() -> None:
    assert main_object("Decrypt", {"resources": [KEY]}) == KEY["ARN"]


def test_an_object_counts_more_than_its_bucket() -> None:
    assert main_object("GetX", {"resources": [BUCKET, OBJECT]}) == "logs/2026/01/05.gz"


def test_a_bucket_has_one_name() -> None:
    """Or the same bucket would be a new target by every other call."""
    listed = main_object("GetAccelerateConfiguration", {"resources": [BUCKET]})
    assert listed == main_object("GetBucketAcl", {"requestParameters": {"bucketName": "logs"}})


def test_what_a_call_creates_is_no_target() -> None:
    """Its id is random: it would be new every time, for every agent."""
    assert main_object("CreateVolume", {"responseElements": {"volumeId": "vol-9"}}) is None


def test_a_refusal_names_what_was_refused() -> None:
    """A refused call is recorded without its parameters."""
    record = {
        "errorCode": "AccessDenied",
        "requestParameters": None,
        "errorMessage": "User: arn:aws:iam::1:user/a is not authorized to perform: "
        "sts:AssumeRole on resource: arn:aws:iam::1:role/admin",
    }
    assert main_object("AssumeRole", record) == "arn:aws:iam::1:role/admin"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"volumeId": "vol-1"}, 1),
        ({"instanceIds": ["i-1", "i-2", "i-3"]}, 3),
        ({"instancesSet": {"items": [{"instanceId": f"i-{i}"} for i in range(12)]}}, 12),
        ({"instancesSet": {"items": [{"minCount": 1, "maxCount": 40}]}}, 40),
        ({"filterSet": {"items": [{"name": "x"}] * 5}}, 1),
        ({"tagSet": {"items": [{"key": "x"}] * 5}}, 1),
        ({"bucketPolicy": {"Statement": [{}, {}]}}, 1),
        (None, 1),
    ],
)
def test_objects_are_counted_but_neither_tags_nor_filters(
    parameters: dict[str, Any] | None, expected: int
) -> None:
    assert n_objects({"requestParameters": parameters}) == expected


def test_a_huge_record_is_not_searched_to_its_end() -> None:
    deep: dict[str, Any] = {"volumeId": "vol-1"}
    for _ in range(10_000):
        deep = {"x": deep}
    wide = {f"key{i}": "x" for i in range(100_000)}
    assert main_object("DeleteVolume", {"requestParameters": deep}) is None
    assert main_object("DeleteVolume", {"requestParameters": wide | {"volumeId": "v"}}) == "v"
