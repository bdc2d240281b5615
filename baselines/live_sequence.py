"""One session of an agent as a sequence of tools, while it lives."""

from typing import Any, Final

from mypy_extensions import i64, mypyc_attr

QUIET_S: Final = 600.0
LENGTH_S: Final = 3_600.0
"""Ends of a session: the same as of `SessionsBaseline`."""

# 0x9E37_79B1 and 0x85EB_CA77 less 2**32: the same low bits, and products that fit a word.
_OF_CONTEXT: Final = -0x61C8_864F
_OF_TOOL: Final = -0x7A14_3589


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class LiveSequence:
    """The last tools of a session, and how surprising its steps were together.

    Examples
    --------
    >>> live = LiveSequence(0.0, 0.0)
    >>> live.move(1.0, 7, [], 2.0)
    >>> live.tool, live.n, live.total, live.is_over(602.0)
    (7, 1, 2.0, True)
    """

    __slots__ = ("_asked", "_runs", "last", "longer", "n", "squares", "start", "tool", "total")

    def __init__(
        self,
        start: float,
        last: float,
        n: int = 0,
        total: float = 0.0,
        squares: float = 0.0,
        tool: int = 0,
        longer: list[int] | None = None,
    ) -> None:
        self.start = start
        self.last = last
        self.n = n
        """Steps whose surprise is known."""
        self.total = total
        self.squares = squares
        self.tool = tool
        """Hash of the last tool; 0 where there is none yet."""
        self.longer = longer or []
        """Hashes of the last two tools, the last three and so on, if the agent has no peers."""
        self._asked = 0
        self._runs: list[int] = []

    def is_over(self, time: float) -> bool:
        """Whether an event at this time belongs to a later session."""
        return time - self.last > QUIET_S or time - self.start > LENGTH_S

    def gram(self, tool: int) -> int:
        """The hash of the last tool and this one; 0 where it is the first."""
        if self.tool:
            return chain(self.tool, tool)
        return 0

    def runs(self, tool: int) -> list[int]:
        """The runs that end in this tool if it comes next: with the last one, the last two..."""
        if tool != self._asked:
            # Asked to score the step, and again to learn it.
            self._asked = tool
            self._runs = _runs_of(self._contexts(), tool)
        return self._runs

    def move(self, time: float, tool: int, longer: list[int], surprise: float | None) -> None:
        """Take one step."""
        if time > self.last:
            self.last = time
        self.tool = tool
        self.longer = longer
        self._asked = 0
        if surprise is not None:
            self.n += 1
            self.total += surprise
            self.squares += surprise * surprise

    def _contexts(self) -> list[int]:
        """Hashes of the last tool, the last two and so on."""
        return [self.tool, *self.longer] if self.tool else []

    def pack(self) -> list[Any]:
        return [self.start, self.last, self.n, self.total, self.squares, self._contexts()]

    @classmethod
    def unpack(cls, packed: list[Any]) -> "LiveSequence":
        start, last, n, total, squares, contexts = packed
        tool, longer = (contexts[0], contexts[1:]) if contexts else (0, [])
        return cls(start, last, n, total, squares, tool, longer)


def chain(context: i64, tool: i64) -> i64:
    """The hash of a context and the tool after it, 32 bits, never 0.

    Examples
    --------
    >>> chain(1, 2) == chain(2, 1)
    False
    """
    mixed = (context * _OF_CONTEXT) ^ (tool * _OF_TOOL) ^ (tool >> 15)
    return (mixed & 0xFFFF_FFFF) or 1


def _runs_of(contexts: list[int], tool: i64) -> list[int]:
    # `chain`, without a call.
    of_tool = (tool * _OF_TOOL) ^ (tool >> 15)
    runs: list[int] = []
    context: i64
    for context in contexts:
        runs.append(((context * _OF_CONTEXT) ^ of_tool) & 0xFFFF_FFFF or 1)
    return runs
