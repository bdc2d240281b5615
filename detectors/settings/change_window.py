"""An announced time in which some agents do much of something, on purpose."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from baselines.features import Action

LONGEST = timedelta(days=31)
_Time = Annotated[datetime, msgspec.Meta(tz=True)]


class ChangeWindow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who may do how much of what, from when until when.

    It stands in the configuration, so it is published signed, has a hash and a way back. It excuses
    numbers (`burst`, `volume`, `spree`, `runaway_loop`, and how many there are in `high_impact`),
    and never what one call can destroy.

    Parameters
    ----------
    since, until
        With a zone; at most 31 days apart.
    cap
        Calls of a verb class, approved ones among them, that it excuses for each agent in a day.
        Calls beyond are judged as if nothing had been announced.
    tenant, agents, cohort
        Ids of agents, or a whole cohort: whoever is in either.
    tools, actions
        Exact names of tools, or verb classes: a call of either; at least one.

    Examples
    --------
    >>> window = ChangeWindow(
    ...     since=datetime.fromisoformat("2026-01-05T22:00:00Z"), cap=500, cohort="archive",
    ...     until=datetime.fromisoformat("2026-01-06T04:00:00Z"), actions=("delete",))
    >>> window.cap
    500
    """

    since: _Time
    until: _Time
    cap: Annotated[int, msgspec.Meta(gt=0)]
    tenant: str = "default"
    agents: tuple[str, ...] = ()
    cohort: str | None = None
    tools: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()

    def __post_init__(self) -> None:
        if not timedelta(0) < self.until - self.since <= LONGEST:
            raise ValueError(
                f"until must be later than since, by 31 days at most; got {self.since.isoformat()} "
                f"and {self.until.isoformat()}"
            )
        if not self.agents and self.cohort is None:
            raise ValueError("a change window must name agents or a cohort; got neither")
        if not self.tools and not self.actions:
            raise ValueError("a change window must name tools or actions; got neither")
