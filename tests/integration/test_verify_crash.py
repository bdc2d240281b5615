"""The crash proof itself, small: two workers, kills, a frozen one, a killed control process."""

import asyncio
from pathlib import Path

from typer.testing import CliRunner

from roguewatch.cli.main import app
from streams.topics import create_topics

from .conftest import Broker
from .processes import Process
from .test_snapshot_builder import write_profiles

SMALL = ("--events", "12000", "--seconds", "5", "--workers", "2", "--session-timeout-ms", "3000")


def test_nothing_is_lost_doubled_or_diverged(bare_broker: Broker, tmp_path: Path) -> None:
    servers = ("--bootstrap-servers", bare_broker.bootstrap_servers)
    blows = ("--kills", "2", "--control-kills", "1", "--work-dir", str(tmp_path / "work"))
    log = tmp_path / "verify.log"
    with Process.of_command(log, "verify", "crash", *servers, *SMALL, *blows) as proof:
        code = proof.wait(150.0)
        assert code == 0, "\n".join(proof.lines)
        assert "PASSED" in proof.lines[-1]


def test_topics_that_hold_records_prove_nothing(bare_broker: Broker) -> None:
    create_topics(bare_broker.bootstrap_servers)
    asyncio.run(write_profiles(bare_broker.bootstrap_servers))
    command = ["verify", "crash", "--bootstrap-servers", bare_broker.bootstrap_servers]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    assert "agent-profiles hold records" in result.output
