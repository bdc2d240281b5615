"""One session of an agent as a sequence of tools, while it lives."""

from typing import Any

QUIET_S, LENGTH_S = 600.0, 3_600.0
"""Ends of a session: the same as of `SessionsBaseline`."""


class LiveSequence:
    """The last tools of a session, and how surprising its steps were together.

    Examples
    --------
    >>> live = LiveSequence(0.0, 0.0)
    >>> live.move(1.0, [7], 2.0)
    >>> live.contexts, live.n, live.total, live.is_over(602.0)
    ([7], 1, 2.0, True)
    """

    __slots__ = ("_ahead", "contexts", "last", "n", "squares", "start", "total")

    def __init__(
        self,
        start: float,
        last: float,
        n: int = 0,
        total: float = 0.0,
        squares: float = 0.0,
        contexts: list[int] | None = None,
    ) -> None:
        self.start = start
        self.last = last
        self.n = n
        """Steps whose surprise is known."""
        self.total = total
        self.squares = squares
        self.contexts = contexts or []
        """Hashes of the last tool, the last two and so on."""
        self._ahead: list[int] = []

    def is_over(self, time: float) -> bool:
        """Whether an event at this time belongs to a later session."""
        return time - self.last > QUIET_S or time - self.start > LENGTH_S

    def ahead(self, tool: int) -> list[int]:
        """The grams that end in this tool if it comes next: alone, after the last one and so on."""
        ahead = self._ahead
        if not ahead or ahead[0] != tool:
            # Asked to score the step, and again to learn it.
            ahead = self._ahead = grams_of(self.contexts, tool)
        return ahead

    def move(self, time: float, contexts: list[int], surprise: float | None) -> None:
        """Take one step."""
        if time > self.last:
            self.last = time
        self.contexts = contexts
        self._ahead = []
        if surprise is not None:
            self.n += 1
            self.total += surprise
            self.squares += surprise * surprise

    def pack(self) -> list[Any]:
        return [self.start, self.last, self.n, self.total, self.squares, list(self.contexts)]


def grams_of(contexts: list[int], tool: int) -> list[int]:
    """A tool alone, and after each of these contexts, shortest first."""
    if not contexts:
        return [tool]
    mixed = (tool * 0x85EB_CA77) ^ (tool >> 15)
    # `chain`, without a call.
    return [tool, *[((c * 0x9E37_79B1) ^ mixed) & 0xFFFF_FFFF or 1 for c in contexts]]


def chain(context: int, tool: int) -> int:
    """The hash of a context and the tool after it, 32 bits, never 0.

    Examples
    --------
    >>> chain(1, 2) == chain(2, 1)
    False
    """
    return ((context * 0x9E37_79B1) ^ (tool * 0x85EB_CA77) ^ (tool >> 15)) & 0xFFFF_FFFF or 1
