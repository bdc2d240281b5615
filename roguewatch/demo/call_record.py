"""What an agent's process writes down of each of its calls."""

import msgspec


class CallRecord(msgspec.Struct, frozen=True):
    """One call: `n` counts rogue calls from 1, and is 0 for an ordinary one.

    Written before the monitor has answered and by nobody who knows it: what the agent lived
    through, not what anybody says of it.

    Examples
    --------
    >>> CallRecord("default/mail-001", 0, "e1", 60.0, False).is_rogue
    False
    """

    key: str
    n: int
    event_id: str
    started: float
    is_refused: bool

    @property
    def is_rogue(self) -> bool:
        return self.n > 0
