"""One event as the monitor reads it, before any profile is looked at."""

from mypy_extensions import mypyc_attr

from baselines.features import Features

from .events import ActionEvent


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class ReadEvent:
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

    def __init__(
        self,
        event: ActionEvent,
        key: str,
        time: float,
        x: Features,
        ident: int,
        content: int,
        flags: tuple[str, ...],
    ) -> None:
        self.event = event
        self.key = key
        self.time = time
        self.x = x
        self.ident = ident
        self.content = content
        self.flags = flags
