"""Keeps a file of who is stopped, for gateways that read files."""

import asyncio
import os
from pathlib import Path

import msgspec

from alerts.command import Command

from .base import Hook, HookResult


class Denied(msgspec.Struct, frozen=True):
    """One stop in the file; `until` is wall clock, and None means until it is lifted."""

    cmd_id: str
    action: str
    since: float
    until: float | None
    credential_id: str | None
    reason: str
    also_revoked: tuple[str, ...] = ()


class DenyListHook(Hook):
    """A JSON file, `{"default/mail-1": {...}}`, replaced as a whole at each change.

    A proxy, a policy agent or a gateway reads it before it lets a call through, and passes over
    entries whose `until` is past. Weakness: it stops nobody by itself; whoever does not read the
    file is not stopped by it.

    Parameters
    ----------
    path
        The file; what it says at the start stays until a command changes it.
    name
        Name of this enforcer in acks and in the roster.
    """

    def __init__(self, path: Path, name: str = "deny-list") -> None:
        self.name = name
        self._path = path
        # Commands about different agents come side by side, and each replaces the whole file.
        self._changing = asyncio.Lock()

    async def apply_one(self, command: Command, token: str) -> HookResult:
        async with self._changing:
            try:
                return await asyncio.to_thread(self._change, command)
            except (OSError, msgspec.DecodeError) as error:
                return HookResult("failed", f"{type(error).__name__}: {self._path.name}")

    async def confirm_one(self, command: Command) -> bool:
        try:
            denied = (await asyncio.to_thread(self._read)).get(command.key)
        except (OSError, msgspec.DecodeError):
            return False
        if command.action == "reinstate":
            return denied is None
        return denied is not None and denied.cmd_id == command.cmd_id

    def _change(self, command: Command) -> HookResult:
        denied = self._read()
        before = denied.pop(command.key, None)
        if command.action != "reinstate":
            now = Denied(
                cmd_id=command.cmd_id,
                action=command.action,
                since=command.issued_at,
                until=command.not_after,
                credential_id=command.credential_id,
                reason=command.reason,
                also_revoked=command.also_revoked,
            )
            if now == before:
                return HookResult("already")
            denied[command.key] = now
        self._write(denied)
        return HookResult("applied")

    def _read(self) -> dict[str, Denied]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, Denied])
        except FileNotFoundError:
            return {}

    def _write(self, denied: dict[str, Denied]) -> None:
        beside = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        with beside.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(denied, order="sorted")))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
