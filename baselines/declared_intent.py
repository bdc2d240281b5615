"""What one session was asked to do, small enough to be kept while it lives."""

from typing import Any, Self

from .features import Features

MAX_NAMES = 64


class DeclaredIntent:
    """Verb classes as bits, and tools and targets as hashes; None is not declared.

    A call is asked for when its tool is, or where no tools are declared its verb class, or when
    its target stands in the request: that one need not name every target. A list of more than
    `MAX_NAMES` tools says too little to be kept, and counts as none; of targets the first are kept.

    Examples
    --------
    >>> declared = DeclaredIntent(verbs=0b1, tools=(7,), targets=(9,))
    >>> x = Features(time=0.0, verb=0, tool=8)
    >>> declared.covers(x, 0), declared.covers(x, 9), declared.covers(x.replace(tool=7), 0)
    (False, True, True)
    """

    __slots__ = ("n_outside", "salt", "targets", "tools", "verbs")

    def __init__(
        self,
        verbs: int | None = None,
        tools: tuple[int, ...] | None = None,
        targets: tuple[int, ...] = (),
        salt: str = "",
    ) -> None:
        self.verbs = verbs
        self.tools = frozenset(tools) if tools is not None and len(tools) <= MAX_NAMES else None
        self.targets = frozenset(targets[:MAX_NAMES])
        self.salt = salt
        """Of the hashes of targets."""
        self.n_outside = 0
        """Changes of the session so far that nobody asked for."""

    @property
    def is_limiting(self) -> bool:
        """Whether a call can be outside of it: targets alone never name all that is meant."""
        return self.tools is not None or self.verbs is not None

    def covers(self, x: Features, target: int) -> bool:
        """Whether this call was asked for, `target` being its salted hash, or 0."""
        if target in self.targets:
            return True
        if self.tools is not None:
            return x.tool in self.tools
        return self.verbs is not None and bool(self.verbs >> x.verb & 1)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DeclaredIntent) and self.pack()[:-1] == other.pack()[:-1]

    def pack(self) -> list[Any]:
        tools = None if self.tools is None else sorted(self.tools)
        return [self.verbs, tools, sorted(self.targets), self.salt, self.n_outside]

    @classmethod
    def unpack(cls, packed: list[Any]) -> Self:
        verbs, tools, targets, salt, n_outside = packed
        intent = cls(verbs, None if tools is None else tuple(tools), tuple(targets), salt)
        intent.n_outside = n_outside
        return intent
