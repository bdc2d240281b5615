"""What a verb on a target can destroy, read off names: the prior before anybody declared it."""

import functools
import re
from typing import Final, NamedTuple

from baselines.features import Action
from detectors.judging.verb_points import VERB_POINTS

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD: Final = re.compile(r"[a-z0-9]+")

MANY_POINTS: Final = 25
"""The target holds many objects: losing it loses them all."""
SWEEPING_POINTS: Final = 20
"""The call says itself that it takes everything below its target."""
PUBLIC_POINTS: Final = 30
"""What goes there cannot be called back."""
SECRET_POINTS: Final = 30
"""The target lets its holder act as somebody else."""
GUARD_POINTS: Final = 20
"""While the target is off, nobody sees or stops what follows: it guards many objects."""

_MANY: Final = frozenset(
    "account backup backups bucket cluster database db dataset disk drive filesystem index inbox"
    " keyspace mailbox namespace partition project repo repository schema snapshot stack storage"
    " table tenant topic vault volume volumes warehouse workspace".split()
)
_SWEEPING: Final = frozenset(
    "all bulk destroy drop empty everything format purge recursive recursively rf rmdir rmtree"
    " terminate truncate wipe".split()
)
_PUBLIC: Final = frozenset(
    "blog external forum forums gist pastebin public publish social tweet twitter webhook".split()
)
_SECRET: Final = frozenset(
    "apikey apikeys cred credential credentials htpasswd kdbx keystore password passwords passwd"
    " pem pgpass secret secrets secretsmanager ssh token tokens vault".split()
)
_SECRET_FILES: Final = re.compile(
    r"(^|/)(\.env(\.|$)|\.netrc|id_(rsa|ed25519|ecdsa)|\.aws/|\.kube/)"
)
# A source file about tokens is not a token.
_CODE: Final = re.compile(
    r"\.(c|cc|cpp|cs|css|go|h|html|ipynb|java|js|jsx|kt|md|php|py|rb|rs|rst|sql|ts|tsx)$"
)
_MAYBE_SECRET_FILE: Final = re.compile(r"\.[enak]|id_")
# What ATT&CK calls defences, and what stands between an agent and harm (T1562, Impair Defenses).
_GUARDS: Final = frozenset(
    "alarm alarms alert alerting alerts antivirus approval approvals audit auditd auditing"
    " cloudtrail defender edr firewall firewalls guardrail guardrails killswitch logging mfa"
    " monitoring seccomp selinux siem waf".split()
)
_CHANGES_GUARDS: Final[frozenset[Action]] = frozenset(("write", "delete", "execute", "admin"))
_SOFT: Final = frozenset("archive cancel soft trash undo unshare".split())
_ROOT: Final = re.compile(r"^(/|[a-z]:[\\/]?|~/?|/home/?|/mnt/[^/]+/?|/volumes/[^/]+/?|\*)(\*)?$")
PRODUCTION: Final = frozenset(("prod", "production", "live", "prd"))
"""What a production environment is called."""

_TELLING: Final = frozenset(word.encode() for word in _SECRET | _PUBLIC | _GUARDS | PRODUCTION)
_SPACED: Final = bytes(
    i if chr(i) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for i in range(256)
)
_DOT: Final = 46
_MARK: Final = 33
# The same, and what makes a name more than plain.
_PLAIN: Final = bytes(
    32 if chr(i) in "-_." else _MARK if byte == 32 else byte for i, byte in enumerate(_SPACED)
)
_DESTROYS: Final[frozenset[Action]] = frozenset(("delete", "admin"))


class Meaning(NamedTuple):
    """What a tool, verb and target mean together."""

    points: int
    by_tool: int
    """Those of the points that the tool's own name gives, whatever its target: whoever uses it
    daily is not judged by it."""
    is_secret: bool
    is_public: bool
    is_irreversible: bool
    is_broad: bool
    """It takes many objects at once."""
    is_production: bool


def is_telling(target: str) -> bool:
    """Whether a target says something about a call that its tool and verb do not.

    Few do. Without it `meaning` is that of the same call on nothing, unless the tool's name is
    about secrets, for then the type of a file tells.

    Examples
    --------
    >>> is_telling("crm/customers/17"), is_telling("prod/pg"), is_telling("/app/.env")
    (False, True, True)
    """
    if has_telling_word(target):
        return True
    # Each of these is a name that begins with a dot or has `id_` in it: few targets have that.
    may_be_secret = "/." in target or "id_" in target or target.startswith(".")
    if may_be_secret and _SECRET_FILES.search(target):
        return True
    # A root begins with a slash or is as short as a drive's.
    return (target.startswith("/") or len(target) <= 4) and _ROOT.match(target) is not None


def has_telling_word(target: str) -> bool:
    """Whether a word of it is one that tells.

    Examples
    --------
    >>> has_telling_word("prod/pg"), has_telling_word("product")
    (True, False)
    """
    # The words of `_WORD`, at half its price.
    return not _TELLING.isdisjoint(target.encode().translate(_SPACED).split())


def is_plain_telling(name: str) -> bool | None:
    """`is_telling` of the last part of a path, or nothing unless that follows from its words alone.

    Then no second way to write it is in it, either: it has small letters, digits, hyphens,
    underscores, and dots between them.

    Examples
    --------
    >>> is_plain_telling("a-1.py"), is_plain_telling("token.py"), is_plain_telling("id_rsa")
    (False, True, None)
    """
    raw = name.encode()
    marked = raw.translate(_PLAIN)
    if not raw or raw[0] == _DOT or raw[-1] == _DOT or _MARK in marked or "id_" in name:
        return None
    return not _TELLING.isdisjoint(marked.split())


@functools.lru_cache(4_096)
def words(name: str) -> frozenset[str]:
    """The lower-case words of a tool's name.

    Examples
    --------
    >>> sorted(words("ec2:DeleteVolume")), sorted(words("send_email"))
    (['delete', 'ec2', 'volume'], ['email', 'send'])
    """
    return frozenset(words_in_order(name))


def words_in_order(name: str) -> list[str]:
    """The same as they stand in the name.

    Examples
    --------
    >>> words_in_order("ec2:DeleteVolume")
    ['ec2', 'delete', 'volume']
    """
    return _WORD.findall(_CAMEL.sub(" ", name).lower())


@functools.lru_cache(4_096)
def meaning(tool: str, action: Action, target: str) -> Meaning:
    """What this call can destroy, from its names alone.

    Names are an untrusted prior: a declaration in the event's attributes adds to it. Linear in
    the length of the names.

    Parameters
    ----------
    tool
        The tool's name as called.
    action
        Its verb class.
    target
        The lower-cased resource, or nothing.

    Examples
    --------
    >>> meaning("delete_volume", "delete", "prod/pg-data").points
    65
    >>> meaning("read_file", "read", "/app/.env").is_secret
    True
    >>> meaning("list_files", "read", "/app/src").points
    0
    """
    tool_words, target_words = words(tool), _WORD.findall(target)
    is_secret = not (_SECRET.isdisjoint(target_words) and _SECRET.isdisjoint(tool_words))
    may_be_code = "." in target
    if is_secret:
        is_secret = not may_be_code or _CODE.search(target) is None
    elif (may_be_code or "id_" in target) and _MAYBE_SECRET_FILE.search(target):
        is_secret = _SECRET_FILES.search(target) is not None
    is_public = not (_PUBLIC.isdisjoint(target_words) and _PUBLIC.isdisjoint(tool_words))
    points = VERB_POINTS[action]
    if action == "read":
        return Meaning(
            SECRET_POINTS if is_secret else 0,
            0,
            is_secret,
            is_public,
            False,
            False,
            not PRODUCTION.isdisjoint(target_words),
        )
    by_tool, is_broad = 0, False
    if action in _DESTROYS:
        # "delete_file" in a folder called "backup" deletes a file: the tool says what it takes.
        if _ROOT.match(target):
            points += MANY_POINTS
            is_broad = True
        elif not _MANY.isdisjoint(tool_words):
            by_tool = MANY_POINTS
        if not _SWEEPING.isdisjoint(tool_words):
            by_tool += SWEEPING_POINTS
    points += by_tool
    is_broad = is_broad or by_tool > 0
    is_guard = action in _CHANGES_GUARDS and not _GUARDS.isdisjoint(target_words)
    # A source file about audits guards nothing.
    if is_guard and (not may_be_code or _CODE.search(target) is None):
        points += GUARD_POINTS
        is_broad = True
    if is_public and action in ("send", "write", "execute"):
        points += PUBLIC_POINTS
        if _PUBLIC.isdisjoint(target_words):
            by_tool += PUBLIC_POINTS
    if is_secret and action in ("send", "auth", "admin"):
        points += SECRET_POINTS
    return Meaning(
        points,
        by_tool,
        is_secret,
        is_public,
        action in ("delete", "pay") and tool_words.isdisjoint(_SOFT),
        is_broad,
        not PRODUCTION.isdisjoint(target_words),
    )
