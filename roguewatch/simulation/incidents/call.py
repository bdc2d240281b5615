"""One call of a script."""

import msgspec

from baselines.features import Action
from streams.events import Outcome


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """What is called, how long after the call before it was due, and how the world answers.

    `credential_id` and `environment` are None where the agent uses its usual ones.

    Examples
    --------
    >>> Call(tool="read_file", action="read", resource="notes.md", delay_s=1.5).is_rogue
    False
    """

    tool: str
    action: Action
    resource: str | None
    delay_s: float
    n_items: int = 1
    n_bytes: int = 0
    outcome: Outcome = "success"
    credential_id: str | None = None
    environment: str | None = None
    approval_id: str | None = None
    is_rogue: bool = False
