"""An agent is contained when everybody who can stop it has said so, and not before."""

import msgspec

from .ledger_record import ContainmentState


class Containment(msgspec.Struct, frozen=True):
    """How far a command has come; `missing` says who has not confirmed, and why."""

    state: ContainmentState
    confirmed: dict[str, str]
    missing: tuple[str, ...]
