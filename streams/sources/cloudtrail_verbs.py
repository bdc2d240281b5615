"""What an AWS API call does, read from its name: the verb class of a CloudTrail record."""

import re

from baselines.features import Action

_VERSION = re.compile(r"_?20\d{6}(v\d+)?$|V\d+$")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# Says how, not what: BatchGetItem, TransactWriteItems, AdminDeleteUser.
_PREFIXES = frozenset({"admin", "batch", "bulk", "transact"})

# Names whose first word misleads; everything else follows from the words.
_WHOLE_NAMES: dict[str, Action] = {
    "CheckMfa": "auth",
    "CloseAccount": "delete",
    "ConsoleLogin": "auth",
    "CreateSavingsPlan": "pay",
    "CreateToken": "auth",
    "CreateTokenWithIAM": "auth",
    "GetAuthorizationToken": "auth",
    "GetCallerIdentity": "read",
    "GetCredentialsForIdentity": "auth",
    "GetFederationToken": "auth",
    "GetRoleCredentials": "auth",
    "GetSessionToken": "auth",
    "GetSigninToken": "auth",
    "InitiateAuth": "auth",
    "LeaveOrganization": "admin",
    "RespondToAuthChallenge": "auth",
    "ScheduleKeyDeletion": "delete",
    "SendCommand": "execute",
    "SendSSHPublicKey": "auth",
    "SendSerialConsoleSSHPublicKey": "auth",
    "StartLogging": "admin",
    "StopLogging": "admin",
    "SwitchRole": "auth",
}

_FIRST_WORDS: dict[Action, str] = {
    "read": "get list describe head lookup search query scan select check view test validate "
    "estimate preview simulate detect discover filter count read download poll receive",
    "delete": "delete terminate remove purge deregister unregister destroy drop erase release "
    "wipe empty expire discard decommission deprovision",
    "send": "send publish notify share export",
    "execute": "invoke run start execute exec reboot resume redrive submit",
    "pay": "purchase buy",
    "auth": "assume login logon authenticate",
    "admin": "authorize revoke grant",
    "write": "put create update modify set add attach associate register tag untag upload copy "
    "import restore enable disable activate deactivate allocate change configure merge move rename "
    "replace request reset rotate stop pause suspend accept reject assign unassign cancel complete "
    "detach disassociate subscribe unsubscribe provision deploy write insert append increase "
    "decrease promote abort resync",
}
_BY_FIRST_WORD: dict[str, Action] = {
    word: action for action, words in _FIRST_WORDS.items() for word in words.split()
}
_BY_READ_ONLY: dict[bool | None, Action] = {True: "read", False: "write", None: "other"}

# Services that hold nothing but who may do what: any change there is a change of rights.
_RIGHTS_SERVICES = frozenset(
    {"access-analyzer", "iam", "identitystore", "organizations", "rolesanywhere", "sso"}
    | {"sso-directory", "sts"}
)
_CREDENTIALS = re.compile(
    r"accesskey|loginprofile|mfadevice|password|keypair|signingcertificate|sshpublickey"
    r"|servicespecificcredential|credentials?$|samlprovider|openidconnectprovider|trustanchor"
    r"|accesstoken"
)
_RIGHTS = re.compile(
    r"(?<!lifecycle)(?<!scaling)(?<!backup)(?<!retention)policy|policies$|permissions?$"
    r"|^roles?$|^users?$|membership|^(?:usertogroup|userfromgroup)$|acl$|publicaccessblock|grants?$"
    # Whom an image or snapshot is shared with.
    r"|(?:image|snapshot)attribute$"
)


def verb_class(service: str, name: str, is_read_only: bool | None = None) -> Action:
    """Class the call `name` of `service`; `is_read_only` decides only where the name is unknown.

    In this order: names known to mislead; the first word, after ``Batch`` and the like; changes
    of credentials are *auth* and changes of rights are *admin*, except where they delete.

    Examples
    --------
    >>> [verb_class("ec2", name) for name in ("DescribeVolumes", "DeleteVolume", "RunInstances")]
    ['read', 'delete', 'execute']
    >>> verb_class("iam", "CreateAccessKey"), verb_class("iam", "AttachUserPolicy")
    ('auth', 'admin')
    >>> verb_class("new-service", "Frobnicate", is_read_only=False), verb_class("x", "Frobnicate")
    ('write', 'other')
    """
    name = _VERSION.sub("", name)
    if name in _WHOLE_NAMES:
        return _WHOLE_NAMES[name]
    words = _words(name)
    action = _BY_FIRST_WORD.get(words[0]) if words else None
    if action is None:
        action = _BY_READ_ONLY[is_read_only]
    noun = "".join(words[1:])
    if action == "delete" and words[0] == "remove" and ("from" in words or noun == "permission"):
        action = "write"
    if action != "write":
        return action
    if _CREDENTIALS.search(noun):
        return "auth"
    if service in _RIGHTS_SERVICES or _RIGHTS.search(noun):
        return "admin"
    return "write"


def noun_of(name: str) -> str:
    """Take what the call is about: its name without version and first word, in lower case.

    Examples
    --------
    >>> noun_of("DeleteFunction20150331"), noun_of("AddRoleToInstanceProfile")
    ('function', 'roletoinstanceprofile')
    """
    return "".join(_words(_VERSION.sub("", name))[1:])


def _words(name: str) -> list[str]:
    words = [word.lower() for word in _WORDS.findall(name)]
    return words[1:] if len(words) > 1 and words[0] in _PREFIXES else words
