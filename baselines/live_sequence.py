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

    __slots__ = ("contexts", "last", "n", "squares", "start", "total")

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

    def is_over(self, time: float) -> bool:
        """Whether an event at this time belongs to a later session."""
        return time - self.last > QUIET_S or time - self.start > LENGTH_S

    def move(self, time: float, contexts: list[int], surprise: float | None) -> None:
        """Take one step."""
        if time > self.last:
            self.last = time
        self.contexts = contexts
        if surprise is not None:
            self.n += 1
            self.total += surprise
            self.squares += surprise * surprise

    def pack(self) -> list[Any]:
        return [self.start, self.last, self.n, self.total, self.squares, list(self.contexts)]
