"""The contract of a hook: stop an agent somewhere, and prove it."""

import abc

import msgspec

from alerts.ack import Result
from alerts.command import Command


class HookResult(msgspec.Struct, frozen=True):
    """What came of applying a command; the enforcer signs it as its ack."""

    result: Result
    detail: str = ""


class Hook(abc.ABC):
    """One place that can stop an agent: a gateway, a vault, an identity provider.

    The enforcer verifies the command and its order first, and calls `apply_one` only for what it
    accepted. A hook is idempotent, because delivery is at least once: applying again changes
    nothing. It answers "applied" only for what has happened there, and "failed" for anything that
    may work later; it raises nothing for a place that is away. `confirm_one` is asked afterwards
    and must look for itself, by using the credential or asking whoever decides, not repeat what
    `apply_one` believed.
    """

    name: str

    @abc.abstractmethod
    async def apply_one(self, command: Command, token: str) -> HookResult:
        """Bring about what the command says; `token` is the signed original."""

    @abc.abstractmethod
    async def confirm_one(self, command: Command) -> bool:
        """Return True if it holds now: stopped after a stop, free after a reinstate."""

    async def close(self) -> None:
        """Let go of connections."""
        return
