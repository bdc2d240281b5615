"""What a tool does, read from its name: the verb class where nobody declared one."""

import functools
import re

from baselines.features import Action

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# What stands before these says whose tool it is, not what it does.
_NAMESPACE = re.compile(r"__|::|[/.:]")
_MOST_CHARACTERS = 256

_VERBS: dict[Action, str] = {
    "read": "analyse analyze browse calculate check compare compute count crawl decrypt describe"
    " detect diff discover download enumerate estimate evaluate examine explain fetch"
    " filter find get glob grep has head help inspect is list lookup monitor observe peek"
    " ping poll predict preview query read recall receive retrieve scan scrape search"
    " select show simulate stat summarise summarize tail test translate validate verify"
    " view whoami",
    "write": "abort accept add adjust allocate append approve archive assign associate attach"
    " cancel change clone close commit complete configure confirm connect convert copy"
    " create customize define deny detach disable disassociate disconnect edit enable"
    " encrypt export fill generate import increase initialize insert invite join label"
    " leave link lock mark merge migrate mkdir modify mount move mv open pause pin prepare"
    " provision push put rebase refresh register reject release rename reopen replace"
    " reschedule reserve reset resize resolve restore resume rotate save set stop store"
    " subscribe suspend sync tag toggle touch transform type unarchive unassign undo"
    " unlink unlock unpin unpublish unset unsubscribe untag update upgrade upload upsert"
    " write",
    "delete": "decommission del delete deprovision deregister destroy discard drop erase expunge"
    " kill prune purge remove rm rmdir rmtree shred terminate trash truncate uninstall"
    " unregister wipe",
    "send": "announce broadcast dm email forward mail mailto notify publish reply send sms tweet",
    "execute": "apply click compile deploy dispatch eval exec execute install invoke launch reboot"
    " redeploy restart run spawn start submit trigger",
    "pay": "buy checkout donate pay purchase refund reimburse withdraw",
    "auth": "assume authenticate impersonate login logon signin",
    "admin": "authorize ban chmod chown deauthorize demote grant permit promote revoke sudo unban",
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
        "bash build code command console job powershell process python script shell task"
        " terminal".split(),
        "execute",
    ),
    **dict.fromkeys("access answer ask history load status think watch".split(), "read"),
}
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
_MAIL = frozenset("email mail message".split())


@functools.lru_cache(4_096)
def verb_of(tool: str) -> Action:
    """Class a tool by the words of its name; ``other`` where they say nothing.

    The first word that is a verb decides, wherever it stands: ``issues_list`` reads and
    ``list_issues`` too. Words that are nouns as often (*order*, *message*, *script*) count only
    first or last, and only if no verb is there. What stands before ``__``, ``/``, ``.`` or ``:``
    is a server's name, asked only when the rest is silent. A change of rights is *admin*, of
    credentials *auth*, of payments *pay*.

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
    parts = [part for part in _NAMESPACE.split(tool[:_MOST_CHARACTERS]) if part]
    for part in reversed(parts):
        words = _words(part)
        action = _strong(words) or _weak(words)
        if action is not None:
            return action
    return "other"


def _words(name: str) -> list[str]:
    words = [word.lower() for word in _WORDS.findall(name)]
    while len(words) > 1 and words[0] in _HOW:
        del words[0]
    return words


def _strong(words: list[str]) -> Action | None:
    for index, word in enumerate(words):
        action = _CLASS_OF.get(word)
        if action is not None:
            # "mail" and "email" open the names of tools that search or delete it.
            if word in _MAIL and index == 0 and any(w in _CLASS_OF for w in words[1:]):
                continue
            return _refined(action, set(words) - {word})
    return None


def _weak(words: list[str]) -> Action | None:
    for word in (*words[:1], *words[-1:]):
        if word in _WEAK:
            return _WEAK[word]
    return None


def _refined(action: Action, about: set[str]) -> Action:
    """Class a change by what it is about: who may do what, who one is, or money."""
    if action != "write":
        return action
    if about & _CREDENTIALS or {"access", "key"} <= about or {"api", "key"} <= about:
        return "auth"
    if about & _RIGHTS or (about & _POLICY and not about & _HARMLESS_POLICY):
        return "admin"
    return "pay" if about & _MONEY else action
