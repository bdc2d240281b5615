"""What the topics say of one agent."""

import msgspec


class Seen(msgspec.Struct, frozen=True):
    """One thing in a topic: `about` is the time of the event that caused it, `at` when it came.

    Both in seconds since 1970; `at` is the broker's or producer's time stamp, so a slow watcher
    does not lengthen it.
    """

    about: float
    at: float
    text: str = ""


class Sighting(msgspec.Struct):
    """Alerts, stop requests, commands and acknowledgements of one agent, and its events' times.

    `refusals` holds what the issuer wrote down where it made no command.

    Examples
    --------
    >>> Sighting().alerts
    []
    """

    events: dict[str, float] = msgspec.field(default_factory=dict)
    alerts: list[Seen] = msgspec.field(default_factory=list)
    requests: list[Seen] = msgspec.field(default_factory=list)
    commands: list[Seen] = msgspec.field(default_factory=list)
    acks: list[Seen] = msgspec.field(default_factory=list)
    refusals: list[Seen] = msgspec.field(default_factory=list)
    risk: int = 0
    reason: str = ""
