"""What a tool is about: the nouns in its name."""

from .catalogue import words_in_order

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


def nouns(tool: str) -> frozenset[str]:
    """The nouns of a tool's name, in the singular.

    Examples
    --------
    >>> sorted(nouns("delete_files")), sorted(nouns("share_file")), sorted(nouns("getOrderItems"))
    (['file'], ['file'], ['item', 'order'])
    """
    found = words_in_order(tool)
    has_verb = not _VERBS.isdisjoint(found)
    about = set()
    for word in found:
        if word in _EITHER and not has_verb:
            has_verb = True
        elif word not in _VERBS and word not in _SMALL:
            about.add(word.removesuffix("s"))
    return frozenset(about)
