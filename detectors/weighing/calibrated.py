"""What turns a statistic into a probability."""


class Calibrated:
    """By the peers' sessions alone (`Calibration`), or by the agent's own, too.

    Parameters
    ----------
    is_bare
        Whether no session was counted yet: then p is that of a single call.
    """

    def __init__(self, is_bare: bool) -> None:
        self.is_bare = is_bare

    def p(self, slot: int, statistic: float) -> float:
        """How often a benign session's maximum in this slot is at least `statistic` nats."""
        raise NotImplementedError

    def is_measured(self, slot: int) -> bool:
        """Whether the peers say how odd sessions get to the plug-in of this slot."""
        raise NotImplementedError

    def is_heard(self, slot: int) -> bool:
        """Whether the evidence of the plug-in of this slot may count by now."""
        raise NotImplementedError
