"""A record that is not an action event, and why."""

from alerts.sanitise import sanitise

_MOST_CHARACTERS = 300


class BadEvent(ValueError):
    r"""What is wrong with a record, where, and what was expected.

    The reason goes into headers, logs and terminals: it is one short printable line, whatever
    the record holds.

    Parameters
    ----------
    stage
        Where the record failed: ``limits`` (large, deep, or said twice), ``syntax`` (not JSON),
        ``schema`` (JSON, but not an event) or ``source`` (a mapper refused it).
    reason
        One sentence; cut to 300 characters, anything unprintable escaped.

    Examples
    --------
    >>> BadEvent("limits", "an event must be at most 65536 bytes; got 70000")
    BadEvent('limits: an event must be at most 65536 bytes; got 70000')
    >>> BadEvent("schema", "action must be a verb class; got '\x1b[2J'").reason
    "action must be a verb class; got '\\x1b[2J'"
    """

    def __init__(self, stage: str, reason: str) -> None:
        self.stage = stage
        self.reason = sanitise(reason, _MOST_CHARACTERS)
        super().__init__(f"{stage}: {self.reason}")
