"""The last event ids: the same call twice counts once, another call under an old id counts."""

from typing import Any, Final, Literal

from .base import Baseline, Packed
from .binary import pack_all, unpack_all
from .features import Features

Repeat = Literal["new", "duplicate", "conflict"]

_CONTENT: Final = 0xFFFF


class RecentEvents(Baseline):
    """The last 64 (event id, phase) with a hash of their content.

    Same id and same content is a duplicate. The same id with other content is a conflict: scored
    and flagged, or a rogue agent would hide a delete behind an old id. Of a content's hash 16 bits
    are kept: it is keyed, so nobody can aim at it, and one other content in 65,536 passes as same.

    Parameters
    ----------
    max_known
        Event ids kept.

    Examples
    --------
    >>> recent = RecentEvents()
    >>> recent.see(1, 10), recent.see(1, 10), recent.see(1, 11)
    ('new', 'duplicate', 'conflict')
    """

    name = "recent"
    letter = "e"
    version = 3

    def __init__(self, max_known: int = 64) -> None:
        self.max_known = max_known
        self._known: dict[int, int] = {}

    # An ident is `Any`: compiled, an `int` is made an object for each look-up.
    def see(self, ident: Any, content: int) -> Repeat:
        """Say whether this event was seen, and remember it."""
        known, content = self._known, content & _CONTENT
        seen = known.get(ident, -1)
        if seen == content:
            return "duplicate"
        known[ident] = content
        if seen >= 0:
            return "conflict"
        if len(known) > self.max_known:
            # The oldest; compiled, a loop costs half of `next(iter(known))`.
            for oldest in known:
                del known[oldest]
                break
        return "new"

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Ids are remembered by `see`; features carry none."""

    def merge_one(self, other: "RecentEvents") -> None:
        """Ids belong to one agent: peers have none."""

    def pack(self) -> Packed:
        return [pack_all("I", self._known), pack_all("H", self._known.values())]

    def unpack(self, packed: Packed) -> None:
        idents, contents = packed
        contents = unpack_all("H", contents)
        self._known = {ident: contents[i] for i, ident in enumerate(unpack_all("I", idents))}
