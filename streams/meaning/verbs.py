"""What a tool does, read from its name: the verb class where nobody declared one."""

import functools
import re
from collections.abc import Sequence

from baselines.features import Action

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# What stands before these says whose tool it is, not what it does.
_NAMESPACE = re.compile(r"__|::|[/.:]")
_MOST_CHARACTERS = 256

_VERBS: dict[Action, str] = {
    "read": "aggregate analyse analyze assess browse calculate categorize check classify compare"
    " compute count crawl decode decrypt derive describe detect determine diagnose diff discover"
    " download enumerate estimate evaluate examine explain explore extract fetch filter find"
    " forecast get glob grab grep has head help hover identify infer inspect interpret investigate"
    " is list listen locate look lookup measure monitor navigate observe obtain paraphrase parse"
    " peek ping poll predict preview query rank read recall receive recognize recommend retrieve"
    " scan scrape scroll search see select show simulate solve sort stat suggest summarise"
    " summarize tail test traceroute transcribe translate validate verify view visit visualize"
    " wait whoami whois",
    "write": "abort accept activate add adjust allocate alter amend anonymize append approve"
    " archive assign associate attach bind cancel change clear clone close combine commit compact"
    " complete compose compress concat configure confirm connect convert copy correct craft create"
    " crop customize deactivate decline decrement defer define deny deprecate detach disable"
    " disarm disassociate disconnect dismiss dismount edit enable encrypt enroll enter expand"
    " expire export expose extend fill finalize fix flush follow generate heal hide ignore import"
    " increase increment ingest initialize initiate insert invalidate invite join label leave link"
    " lock make mark merge migrate mirror mkdir modify mount move mute mv nullify obfuscate open"
    " optimize overwrite paste pause pin populate postpone prepare produce provision push put"
    " raise reactivate reassign rebase rebook rebuild recover redact reduce refresh register"
    " reindex reject release rename renew reopen reorder repair replace replicate reschedule"
    " reserve reset resize resolve restore resume retire retract reveal reverse revert revise"
    " rewrite rotate save set shrink shut snooze split stash stop store subscribe substitute"
    " suspend swap switch sync tag toggle touch transform trim turn tweak type unarchive unassign"
    " unbind undelete undo unfollow unhide unlink unlock unmute unpack unpin unpublish unsend"
    " unset unsubscribe untag unzip update upgrade upload upsert waive write",
    "delete": "annihilate decommission del delete deprovision deregister destroy discard dispose"
    " drop erase evict expel expunge forget kill nuke obliterate prune purge remove rm rmdir"
    " rmtree shred terminate trash truncate uninstall unregister wipe",
    "send": "announce broadcast deliver dial disseminate distribute dm email forward mail mailto"
    " notify publish relay reply respond say send sms speak tell transmit tweet warn whisper",
    "execute": "apply boot click compile delegate deploy dispatch drag eval exec execute finetune"
    " halt install invoke launch poweroff reboot redeploy reload restart run shutdown spawn start"
    " submit tap trigger",
    "pay": "bet buy checkout deposit donate pay preorder purchase redeem refund reimburse remit"
    " rent sell settle wager withdraw",
    "auth": "assume authenticate impersonate login logon signin",
    "admin": "authorize ban chmod chown deauthorize demote elevate grant kick permit promote"
    " revoke sudo unban unblock unprotect",
}
_CLASS_OF: dict[str, Action] = {
    word: action for action, words in _VERBS.items() for word in words.split()
}

# As often nouns as verbs: they count where a verb stands, first or last, if nothing else does.
_WEAK: dict[str, Action] = {
    **dict.fromkeys("charge order tip trade transfer".split(), "pay"),
    **dict.fromkeys("call message page post share".split(), "send"),
    **dict.fromkeys(
        "book comment draft file fork log note plan queue record request schedule star".split(),
        "write",
    ),
    **dict.fromkeys(
        "bash build command console job powershell process python script shell task"
        " terminal".split(),
        "execute",
    ),
    **dict.fromkeys("access answer ask history load status think watch".split(), "read"),
}
# Nouns more often than not: they count first only.
_FIRST: dict[str, Action] = {
    **dict.fromkeys("audit chart plot review sample score stream sum trace track".split(), "read"),
    **dict.fromkeys(
        "backup capture checkpoint cut duplicate flag hire like patch print react rollback scale"
        " shift sign stamp vote".split(),
        "write",
    ),
    **dict.fromkeys("fax ring".split(), "send"),
    **dict.fromkeys("code fire use".split(), "execute"),
    **dict.fromkeys("block protect".split(), "admin"),
    "bid": "pay",
}
# What follows these is no verb: search_by_type, files_by_email.
_RELATING = frozenset("by for from in of with".split())
# Says how, not what: batch_get_items, adminDeleteUser.
_HOW = frozenset("admin async batch bulk do force please sync try".split())

# What a change is about, where that says more than the verb of the change.
_RIGHTS = frozenset(
    "acl acls collaborator collaborators grant grants iam membership permission permissions"
    " privilege privileges role roles".split()
)
_CREDENTIALS = frozenset("apikey credential credentials mfa password passwords".split())
_POLICY = frozenset(("policy", "policies"))
# A rule about how long or how much, not about who may.
_HARMLESS_POLICY = frozenset("autoscaling backup lifecycle retention scaling".split())
_MONEY = frozenset("invoice payment payments payout subscription transaction".split())
# Sent or settled, whatever the verb is, these are paid.
_CASH = frozenset("cash funds money payment".split())
_MOVES: frozenset[Action] = frozenset(("send", "write", "execute"))
_MAIL = frozenset("email mail message".split())


@functools.lru_cache(4_096)
def verb_of(tool: str) -> Action:
    """Class a tool by the words of its name; ``other`` where they say nothing.

    The first word that is a verb decides, wherever it stands: ``issues_list`` reads and
    ``list_issues`` too. Words that are nouns as often (*order*, *message*, *script*) count only
    first or last, some first only, and only if no verb is there. What stands before ``__``, ``/``,
    ``.`` or ``:`` is a server's name, asked only when the rest is silent. A change of rights is
    *admin*, of credentials *auth*, of payments *pay*.

    A name is a claim of whoever chose it: nothing here makes a call harmless that its verb,
    its target or its producer calls harmful. It misses tools named after what they are
    (``calculator``) and names in other languages.

    Examples
    --------
    >>> [verb_of(name) for name in ("delete_file", "mcp__mail__send_message", "getUser")]
    ['delete', 'send', 'read']
    >>> verb_of("update_user_permissions"), verb_of("bash"), verb_of("calculator")
    ('admin', 'execute', 'other')
    """
    for part in reversed(parts_of(tool)):
        words = _words(part)
        action = _strong(words) or _weak(words)
        if action is not None:
            return action
    return "other"


def parts_of(tool: str) -> list[str]:
    """What stands between the marks of a name; the tool's own name last, before it its server's.

    Examples
    --------
    >>> parts_of("mcp__mail__send_message")
    ['mcp', 'mail', 'send_message']
    """
    return [part for part in _NAMESPACE.split(tool[:_MOST_CHARACTERS]) if part]


def _words(name: str) -> list[str]:
    words = [word.lower() for word in _WORDS.findall(name)]
    while len(words) > 1 and words[0] in _HOW:
        del words[0]
    return words


def verb_in(words: Sequence[str]) -> str | None:
    """The word that decides: the first that is a verb and nothing else.

    Examples
    --------
    >>> verb_in(["issues", "list"]), verb_in(["email", "search"]), verb_in(["order"])
    ('list', 'search', None)
    >>> verb_in(["contacts", "by", "email", "find"])
    'find'
    """
    verbs = [
        word
        for before, word in zip(("", *words), words, strict=False)
        if word in _CLASS_OF and before not in _RELATING
    ]
    # "mail" and "email" stand in the names of tools that search or delete it.
    return next((word for word in verbs if word not in _MAIL), next(iter(verbs), None))


def _strong(words: list[str]) -> Action | None:
    verb = verb_in(words)
    return None if verb is None else _refined(_CLASS_OF[verb], set(words) - {verb})


def _weak(words: list[str]) -> Action | None:
    for word in (*words[:1], *words[-1:]):
        action = _WEAK.get(word)
        if action is None and word is words[0]:
            action = _FIRST.get(word)
        if action is not None:
            return _refined(action, set(words) - {word})
    return None


def _refined(action: Action, about: set[str]) -> Action:
    """Class a change by what it is about: who may do what, who one is, or money."""
    if action in _MOVES and about & _CASH:
        return "pay"
    if action != "write":
        return action
    if about & _CREDENTIALS or {"access", "key"} <= about or {"api", "key"} <= about:
        return "auth"
    if about & _RIGHTS or (about & _POLICY and not about & _HARMLESS_POLICY):
        return "admin"
    return "pay" if about & _MONEY else action
