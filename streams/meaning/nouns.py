"""What a tool is about: the nouns in its name."""

from .catalogue import words_in_order
from .verbs import parts_of, verb_in

# What a tool does, and the small words between, say nothing of what it is about.
_VERBS = frozenset(
    "add append cancel change check clear count create delete describe do download edit execute"
    " fetch find get go insert list load look lookup make modify move open pay perform publish put"
    " read remove rename reply reserve run search send set show start stop store submit sync update"
    " upload use visit write".split()
)
_SMALL = frozenset(
    "a all an and by current for from given in is my new of on or recent the to unread with".split()
)
# A verb where nothing else in the name is one: cancel_order is about orders, order_pizza is not.
_EITHER = frozenset("call copy file order patch play post query schedule share view".split())


_TOPICS = frozenset("email mail message".split())
"""Verbs that are what they are about: to email somebody is about mail."""


def nouns(tool: str) -> frozenset[str]:
    """The nouns of a tool's name, in the singular; its server's where it has none itself.

    All tools of one server would else be about the same.

    Examples
    --------
    >>> sorted(nouns("delete_files")), sorted(nouns("share_file")), sorted(nouns("getOrderItems"))
    (['file'], ['file'], ['item', 'order'])
    >>> sorted(nouns("mcp__drive__purge_files")), sorted(nouns("calendar.insert"))
    (['file'], ['calendar'])
    """
    for part in reversed(parts_of(tool)):
        if about := _about(words_in_order(part)):
            return about
    return frozenset()


def _about(found: list[str]) -> frozenset[str]:
    verb = verb_in(found)
    has_verb = verb is not None or not _VERBS.isdisjoint(found)
    about = set()
    for word in found:
        if word in _EITHER and not has_verb:
            has_verb = True
        elif word in _TOPICS or (word != verb and word not in _VERBS and word not in _SMALL):
            about.add(word.removesuffix("s"))
    return frozenset(about)
