"""A tool as the agents of one persona use it."""

import msgspec

from baselines.features import Action


class Tool(msgspec.Struct, frozen=True):
    """What one call of a tool looks like: its verb, its target, its size and how it ends.

    Sizes are log-normal, given as (median, sigma). `environment` is where it always takes effect,
    whatever the session is about.

    Examples
    --------
    >>> Tool("read_file", "read", "file").p_failure
    0.015
    """

    name: str
    action: Action
    kind: str
    items: tuple[float, float] = (1.0, 0.0)
    size: tuple[float, float] = (0.0, 0.0)
    p_failure: float = 0.015
    p_denied: float = 0.001
    reuses: float = 0.0
    credential: int = 0
    is_approved: bool = False
    environment: str | None = None
