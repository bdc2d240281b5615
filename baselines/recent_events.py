"""The last event ids: the same call twice counts once, another call under an old id counts."""

from typing import Final, Literal

from .base import Baseline, Packed
from .features import Features

Repeat = Literal["new", "duplicate", "conflict"]

_CONTENT: Final = 0xFFFF
_IDENT_SIZE: Final = 4
_CONTENT_SIZE: Final = 2


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
        # As they are packed: one search through 256 bytes touches less memory than a dictionary.
        self._idents = b""
        """Oldest first, four bytes each."""
        self._contents = b""
        """In the same order, two bytes each."""

    def see(self, ident: int, content: int) -> Repeat:
        """Say whether this event was seen, and remember it."""
        sought = ident.to_bytes(_IDENT_SIZE, "little")
        told = (content & _CONTENT).to_bytes(_CONTENT_SIZE, "little")
        idents, contents = self._idents, self._contents
        at = _find(idents, sought)
        if at < 0:
            if len(idents) >= _IDENT_SIZE * self.max_known:
                idents, contents = idents[_IDENT_SIZE:], contents[_CONTENT_SIZE:]
            self._idents, self._contents = idents + sought, contents + told
            return "new"
        first = at // _IDENT_SIZE * _CONTENT_SIZE
        after = first + _CONTENT_SIZE
        if contents[first:after] == told:
            return "duplicate"
        self._contents = contents[:first] + told + contents[after:]
        return "conflict"

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Ids are remembered by `see`; features carry none."""

    def merge_one(self, other: "RecentEvents") -> None:
        """Ids belong to one agent: peers have none."""

    def pack(self) -> Packed:
        return [self._idents, self._contents]

    def unpack(self, packed: Packed) -> None:
        idents: bytes
        contents: bytes
        idents, contents = packed
        n, n_contents = len(idents) // _IDENT_SIZE, len(contents) // _CONTENT_SIZE
        if n != n_contents or len(idents) % _IDENT_SIZE or len(contents) % _CONTENT_SIZE:
            raise ValueError(
                f"event ids have {_IDENT_SIZE} bytes each and contents {_CONTENT_SIZE}, as many of "
                f"both; got {len(idents)} and {len(contents)} bytes"
            )
        self._idents, self._contents = idents, contents


def _find(idents: bytes, sought: bytes) -> int:
    """Where this event id begins, -1 if nowhere; half of one and half of the next is none."""
    at = idents.find(sought)
    while at >= 0 and at % _IDENT_SIZE:
        at = idents.find(sought, at + 1)
    return at
