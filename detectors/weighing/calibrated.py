"""What turns a statistic into a probability."""

from typing import Protocol


class Calibrated(Protocol):
    """By the peers' sessions alone (`Calibration`), or by the agent's own, too."""

    is_bare: bool
    """Whether no session was counted yet: then p is that of a single call."""

    def p(self, slot: int, statistic: float) -> float:
        """How often a benign session's maximum in this slot is at least `statistic` nats."""

    def is_measured(self, slot: int) -> bool:
        """Whether the peers say how odd sessions get to the plug-in of this slot."""

    def is_heard(self, slot: int) -> bool:
        """Whether the evidence of the plug-in of this slot may count by now."""
