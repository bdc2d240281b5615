"""What a detector says of one event."""

import msgspec

from .judging.points import Points


class Score(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """How odd an event is in one respect, and the figures a person needs to believe it.

    Parameters
    ----------
    p
        How often the usual looks this odd or odder, by the detector's own model, in (0, 1].
    observed
        What was seen, in the detector's own unit.
    expected_by_agent
        The same figure as this agent's past would have it.
    expected_by_peers
        The same figure as its peers' past would have it.
    n
        Past observations behind the expectation.
    points
        Of a detector on the direct path: what it makes of the event.

    Examples
    --------
    >>> Score(p=0.01, observed=12.0, expected_by_agent=1.0, expected_by_peers=1.5, n=300.0).p
    0.01
    """

    p: float
    observed: float
    expected_by_agent: float
    expected_by_peers: float
    n: float
    points: Points | None = None
