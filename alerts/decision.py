"""What the issuer decided about a request, and by which policy."""

from typing import Literal

import msgspec

from .command import Mode

Outcome = Literal["permit", "deny", "hold"]
Disposition = Literal[1, 15, 19, 24]

ALLOWED: Disposition = 1
DETECTED: Disposition = 15
ALERT: Disposition = 19
ACCESS_REVOKED: Disposition = 24


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """An outcome with its OCSF disposition, the ids of the policies that decided, and why.

    Examples
    --------
    >>> decision = Decision(
    ...     outcome="permit", mode="shadow", disposition=DETECTED, policy_ids=("suspend-promoted",)
    ... )
    >>> decision.is_permitted, decision.caption
    (True, 'Detected')
    """

    outcome: Outcome
    mode: Mode = "shadow"
    disposition: Disposition
    policy_ids: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_permitted(self) -> bool:
        """True if a command is to be made (in shadow mode one that enforcers refuse)."""
        return self.outcome == "permit"

    @property
    def caption(self) -> str:
        """OCSF's word for the disposition."""
        return {1: "Allowed", 15: "Detected", 19: "Alert", 24: "Access Revoked"}[self.disposition]
