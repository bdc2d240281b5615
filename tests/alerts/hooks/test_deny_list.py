"""The deny list holds everybody who is stopped, and nobody else."""

import asyncio
from pathlib import Path

import msgspec
import pytest

from alerts.hooks import DenyListHook, HookResult

from ..make import make_command


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the list will be."""
    return tmp_path / "denied.json"


async def test_what_it_said_before_a_restart_stays(path: Path) -> None:
    await DenyListHook(path).apply_one(make_command(agent_id="a"), "token")
    await DenyListHook(path).apply_one(make_command(agent_id="b"), "token")
    assert list(msgspec.json.decode(path.read_bytes())) == ["default/a", "default/b"]


async def test_many_commands_at_once_all_end_in_the_file(path: Path) -> None:
    hook = DenyListHook(path)
    commands = [make_command(agent_id=f"agent-{i}") for i in range(20)]
    await asyncio.gather(*(hook.apply_one(command, "token") for command in commands))
    assert len(msgspec.json.decode(path.read_bytes())) == 20


async def test_a_later_stop_replaces_the_earlier_one(path: Path) -> None:
    hook = DenyListHook(path)
    await hook.apply_one(make_command(), "token")
    later = make_command(cmd_id="c2", sequence=2, not_after=None)
    assert await hook.apply_one(later, "token") == HookResult("applied")
    assert await hook.confirm_one(later)
    assert not await hook.confirm_one(make_command())


async def test_a_list_that_cannot_be_read_is_left_alone(path: Path) -> None:
    """Writing over it could let go whom somebody else has stopped."""
    path.write_text("not ours")
    hook = DenyListHook(path)
    assert (await hook.apply_one(make_command(), "token")).result == "failed"
    assert not await hook.confirm_one(make_command())
    assert path.read_text() == "not ours"
