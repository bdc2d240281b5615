"""For which tools an agent usually asks first."""

from array import array
from typing import Final

from .base import Baseline, Packed
from .features import Features

_MAX_COUNT: Final = 1_000


class ApprovalsBaseline(Baseline):
    """Calls and approved calls of each tool that changes things.

    Approved calls of one session count once: a job of hundreds under one approval makes no habit of
    asking. `run` counts the calls since the last approved one. Counts are halved when they pass a
    thousand, so that a changed habit is learned within weeks.

    Parameters
    ----------
    max_tools
        Tools kept; the one unused for longest goes first.

    Examples
    --------
    >>> baseline, x = ApprovalsBaseline(), Features(time=0.0, tool=7, is_changing=True)
    >>> for is_approved in (True, True, False):
    ...     baseline.learn_one(x.replace(is_approved=is_approved))
    >>> baseline.row(7), baseline.row(8)
    ((3, 2, 1), (0, 0, 0))
    """

    name = "approvals"
    letter = "a"
    version = 2

    def __init__(self, max_tools: int = 64) -> None:
        self.max_tools = max_tools
        self._rows: dict[int, tuple[int, int, int, int]] = {}

    def row(self, tool: int) -> tuple[int, int, int]:
        """Calls, approved ones, and calls since the last approved one."""
        row = self._rows.get(tool)
        return (0, 0, 0) if row is None else (row[0], row[1], row[2])

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Take one call in; what looked odd lengthens the run and teaches no habit."""
        if not x.is_changing:
            return
        tool, is_approved, session = x.tool, x.is_approved, x.session
        n, approved, run, seen = self._rows.pop(tool, _NONE)
        if is_approved:
            if not session or session != seen:
                n, approved, seen = n + 1, approved + 1, session
            run = 0
        else:
            n, run = n + (weight >= 0.5), min(run + 1, _MAX_COUNT)
        if n > _MAX_COUNT:
            n, approved = n // 2, approved // 2
        self._rows[tool] = (n, approved, run, seen)
        if len(self._rows) > self.max_tools:
            del self._rows[next(iter(self._rows))]

    def merge_one(self, other: "ApprovalsBaseline") -> None:
        for tool, (n, approved, *_) in other._rows.items():
            mine, mine_approved, *_ = self._rows.get(tool, _NONE)
            # The sum of many agents, whole: halving would depend on their order.
            self._rows[tool] = (mine + n, mine_approved + approved, 0, 0)

    def pack(self) -> Packed:
        figures: list[int] = []
        for row in self._rows.values():
            figures += row
        return [array("I", list(self._rows)), figures]

    def unpack(self, packed: Packed) -> None:
        tools, figures = packed
        self._rows = {}
        for i, tool in enumerate(tools):
            n, approved, run, seen = figures[4 * i : 4 * i + 4]
            self._rows[tool] = (n, approved, run, seen)


_NONE = (0, 0, 0, 0)
