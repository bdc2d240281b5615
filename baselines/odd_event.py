"""One event that made a live session odd."""

from typing import Any, Final

from mypy_extensions import mypyc_attr

_MAX_ID: Final = 64
_MAX_TOOL: Final = 48


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class OddEvent:
    """One event that raised the largest statistic of one slot, and the score that did it."""

    __slots__ = (
        "action",
        "detector",
        "event_id",
        "expected_by_agent",
        "expected_by_peers",
        "n",
        "observed",
        "p",
        "slot",
        "statistic",
        "time",
        "tool",
    )

    def __init__(
        self,
        event_id: str,
        time: float,
        tool: str,
        action: str,
        detector: str,
        slot: int,
        statistic: float,
        p: float,
        observed: float,
        expected_by_agent: float,
        expected_by_peers: float,
        n: float,
    ) -> None:
        self.event_id = event_id
        self.time = time
        self.tool = tool
        self.action = action
        self.detector = detector
        self.slot = slot
        self.statistic = statistic
        self.p = p
        self.observed = observed
        self.expected_by_agent = expected_by_agent
        self.expected_by_peers = expected_by_peers
        self.n = n

    def cut(self) -> None:
        """Shorten what an agent chose to what is kept of it."""
        if len(self.event_id) > _MAX_ID:
            self.event_id = self.event_id[:_MAX_ID]
        if len(self.tool) > _MAX_TOOL:
            self.tool = self.tool[:_MAX_TOOL]

    def pack(self) -> list[Any]:
        """Its fields in the order of the parameters."""
        return [
            *(self.event_id, self.time, self.tool, self.action, self.detector, self.slot),
            *(self.statistic, self.p, self.observed, self.expected_by_agent),
            *(self.expected_by_peers, self.n),
        ]
