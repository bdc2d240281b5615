"""What the demo is asked to do."""

from pathlib import Path

import msgspec


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `roguewatch demo`.

    Parameters
    ----------
    seed
        Decides the fleet and who goes rogue.
    n_agents, n_days
        Size of the simulated fleet and of its history.
    history
        Somebody else's history instead.
    bootstrap_servers
        Somebody's Kafka; the embedded broker where None.
    is_fresh
        Whether our topics on that Kafka may be deleted first.

    Examples
    --------
    >>> Options(seed=2).n_agents
    200
    """

    seed: int = 1
    n_agents: int = 200
    n_days: int = 14
    history: Path | None = None
    bootstrap_servers: str | None = None
    is_fresh: bool = False
