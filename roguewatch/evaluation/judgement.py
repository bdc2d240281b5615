"""How odd a sequence is to the detector."""

from typing import NamedTuple


class Judgement(NamedTuple):
    """What the detector says after some tokens of a sequence.

    Examples
    --------
    >>> Judgement(0.5, 3.0) > NOT_ODD
    True
    """

    surprise: float
    """Mean surprise of the steps so far, in nats."""
    nats: float
    """-ln p of that against what is usual for the actor."""


NOT_ODD = Judgement(0.0, 0.0)
"""What is said of a sequence by a detector that abstains."""
