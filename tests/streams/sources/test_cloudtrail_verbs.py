"""The verb class follows from the name of a call, whatever the service."""

import pytest

from baselines.features import Action
from streams.sources.cloudtrail_verbs import noun_of, verb_class

CASES: dict[Action, str] = {
    "read": "ec2:DescribeInstances s3:GetObject s3:HeadBucket dynamodb:Query dynamodb:Scan "
    "dynamodb:BatchGetItem cloudtrail:LookupEvents iam:ListUsers iam:GetRolePolicy "
    "secretsmanager:GetSecretValue secretsmanager:BatchGetSecretValue ssm:GetParametersByPath "
    "ec2:GetPasswordData sts:GetCallerIdentity lambda:GetFunction20150331v2 "
    "cognito-idp:AdminGetUser s3:SelectObjectContent iam:SimulatePrincipalPolicy",
    "delete": "ec2:DeleteVolume ec2:TerminateInstances s3:DeleteBucket s3:DeleteObjects "
    "dynamodb:BatchDeleteItem sqs:PurgeQueue ec2:DeregisterImage ecr:BatchDeleteImage "
    "lambda:DeleteFunction20150331 kms:ScheduleKeyDeletion organizations:CloseAccount "
    "iam:DeleteUser iam:DeleteAccessKey cloudtrail:DeleteTrail ec2:ReleaseAddress "
    "cognito-idp:AdminDeleteUser",
    "write": "s3:PutObject s3:CopyObject dynamodb:UpdateItem dynamodb:TransactWriteItems "
    "ec2:CreateVolume ec2:ModifyInstanceAttribute ec2:StopInstances ec2:AttachVolume "
    "s3:PutBucketLifecycle rds:RemoveTagsFromResource ec2:CreateTags "
    "ecr:PutLifecyclePolicy application-autoscaling:PutScalingPolicy kinesis:PutRecords "
    "cloudtrail:PutEventSelectors kms:CancelKeyDeletion",
    "send": "ses:SendEmail ses:SendBulkTemplatedEmail sqs:SendMessage sqs:SendMessageBatch "
    "sns:Publish sns:PublishBatch ec2:ExportImage",
    "execute": "lambda:Invoke ec2:RunInstances ec2:StartInstances ssm:SendCommand "
    "ssm:StartSession ecs:ExecuteCommand rds-data:ExecuteStatement codebuild:StartBuild "
    "ec2:RebootInstances ecs:RunTask states:StartExecution batch:SubmitJob",
    "pay": "ec2:PurchaseReservedInstancesOffering savingsplans:CreateSavingsPlan",
    "auth": "sts:AssumeRole sts:AssumeRoleWithWebIdentity sts:GetSessionToken "
    "signin:ConsoleLogin iam:CreateAccessKey iam:UpdateAccessKey iam:CreateLoginProfile "
    "iam:UploadSSHPublicKey iam:EnableMFADevice iam:DeactivateMFADevice ec2:CreateKeyPair "
    "ec2:ImportKeyPair iam:CreateSAMLProvider rolesanywhere:CreateTrustAnchor "
    "sso:GetRoleCredentials ec2-instance-connect:SendSSHPublicKey",
    "admin": "iam:AttachUserPolicy iam:PutRolePolicy iam:CreateUser iam:CreateRole "
    "iam:AddUserToGroup iam:RemoveUserFromGroup iam:UpdateAssumeRolePolicy "
    "iam:DetachRolePolicy s3:PutBucketPolicy s3:PutBucketAcl s3:PutPublicAccessBlock "
    "lambda:AddPermission20150331v2 lambda:RemovePermission20150331v2 kms:CreateGrant "
    "kms:PutKeyPolicy ec2:AuthorizeSecurityGroupIngress ec2:RevokeSecurityGroupEgress "
    "ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute organizations:LeaveOrganization "
    "organizations:CreateAccount cloudtrail:StopLogging sns:AddPermission "
    "secretsmanager:PutResourcePolicy",
}


@pytest.mark.parametrize(
    ("call", "action"),
    [(call, action) for action, calls in CASES.items() for call in calls.split()],
)
def test_known_calls(call: str, action: Action) -> None:
    service, name = call.split(":")
    assert verb_class(service, name) == action


@pytest.mark.parametrize(
    ("read_only", "action"), [(True, "read"), (False, "write"), (None, "other")]
)
def test_an_unknown_name_is_what_aws_says_it_is(read_only: bool | None, action: Action) -> None:
    assert verb_class("newservice", "Frobnicate", read_only) == action
    assert verb_class("newservice", "", read_only) == action


def test_a_known_name_counts_more_than_the_flag() -> None:
    """AssumeRole is marked read-only: it changes nothing but who one is."""
    assert verb_class("sts", "AssumeRole", is_read_only=True) == "auth"
    assert verb_class("ec2", "DeleteVolume", is_read_only=True) == "delete"
    assert verb_class("kms", "Encrypt", is_read_only=True) == "read"


def test_a_word_within_a_noun_is_no_right() -> None:
    """A user pool is no user, a log group no group."""
    assert verb_class("logs", "CreateLogGroup") == "write"
    assert verb_class("rds", "CreateDBSubnetGroup") == "write"
    assert verb_class("cognito-idp", "CreateUserPool") == "write"


def test_the_noun_is_what_is_left() -> None:
    assert noun_of("BatchDeleteImage") == "image"
    assert noun_of("AddPermission20150331v2") == "permission"
    assert noun_of("CreateDBInstance") == "dbinstance"
