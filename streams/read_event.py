"""One event as the monitor reads it, before any profile is looked at."""

import msgspec

from baselines import Features

from .events import ActionEvent


class ReadEvent(msgspec.Struct, frozen=True, gc=False):
    """All of an event that depends on itself and on configuration alone.

    So events can be read ahead, many at a time: a processor that does one thing for a while does it
    faster.

    Parameters
    ----------
    event
        The event.
    key
        tenant/agent_id.
    time
        When it is judged to have happened, in seconds since 1970.
    x
        Its features.
    ident, content
        By which repeats are told.
    flags
        What was odd about it: `clock`.
    """

    event: ActionEvent
    key: str
    time: float
    x: Features
    ident: int
    content: int
    flags: tuple[str, ...]
