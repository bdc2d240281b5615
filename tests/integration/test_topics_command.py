"""`roguewatch topics create` creates what is missing and refuses what does not fit."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from roguewatch.cli.main import app
from streams.topics import TOPICS

from .conftest import Broker


def create(broker: Broker, *arguments: str) -> tuple[int, str]:
    servers = ("--bootstrap-servers", broker.bootstrap_servers)
    result = CliRunner().invoke(app, ["topics", "create", *servers, *arguments])
    return result.exit_code, result.output


def test_it_is_safe_to_run_twice(bare_broker: Broker) -> None:
    code, text = create(bare_broker, "--partitions", "3")
    assert code == 0
    assert "created agent-actions with 3 partitions" in text
    assert text.count("created") == len(TOPICS)
    assert create(bare_broker, "--partitions", "3") == (0, "every topic is there\n")


def test_another_number_of_partitions_is_refused(bare_broker: Broker) -> None:
    """It would send agents to other partitions than their profiles are in."""
    create(bare_broker, "--partitions", "3", "--event-time")
    code, text = create(bare_broker, "--partitions", "4")
    assert code == 1
    assert "partitions of agent-actions must be 4; got 3 on the broker" in text


@pytest.mark.parametrize("line", ["status", "kill mail-1", "explain abc"])
def test_who_asks_before_there_are_topics_is_told_to_create_them(
    bare_broker: Broker, keys_dir: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """A broker that creates none by itself would keep them waiting for ever."""
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(keys_dir))
    servers = ("--bootstrap-servers", bare_broker.bootstrap_servers)
    result = CliRunner().invoke(app, [*line.split(), *servers])
    assert result.exit_code == 2
    assert result.output.startswith(f"roguewatch {line.split()[0]}: topic agent-")
    assert result.output.endswith("run: roguewatch topics create\n")
    assert len(result.output.splitlines()) == 1
