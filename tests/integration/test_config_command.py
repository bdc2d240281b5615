"""Publishing is refused when it makes no sense, reaches the log within seconds, and comes back."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from alerts.keys import KeyRing
from detectors.config import Config
from roguewatch.cli.main import app
from roguewatch.workbench import to_toml
from streams.kafka.producer import start_producer
from streams.snapshot import Snapshot
from streams.snapshots.builder import HOUR_S, SnapshotBuilder
from streams.snapshots.config_topic import read_configs
from streams.snapshots.published_config import PublishedConfig, sign_config
from streams.topics import CONFIGS

from .conftest import Broker
from .test_snapshot_builder import NOON, write_profiles

LOUD = Config(alerts_per_1000_agent_days=50.0)
TUNED = Config().clone({"burst.dispersion": 1.25})


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["config", *arguments])


async def build(servers: str, keys: KeyRing, time: float) -> Snapshot | None:
    builder = SnapshotBuilder(servers, keys, clock=lambda: time)
    await builder.on_start()
    try:
        return await builder.build_if_due()
    finally:
        await builder.on_stop()


@pytest.mark.usefixtures("environment")
def test_a_publication_reaches_the_log_at_once_and_is_taken_back_in_one_command(
    broker: Broker, keys: KeyRing, tmp_path: Path
) -> None:
    servers = broker.bootstrap_servers
    for name, config in (("loud", LOUD), ("tuned", TUNED)):
        (tmp_path / f"{name}.toml").write_text(to_toml(config))
    asyncio.run(write_profiles(servers))
    first = asyncio.run(build(servers, keys, NOON))
    assert first is not None
    assert (first.rank, first.publication.version) == ((NOON // HOUR_S, 0), 0)
    nothing = run("rollback", "--reason", "none")
    assert (nothing.exit_code, "nothing was published" in nothing.output) == (2, True)
    said = run("publish", "loud.toml", "--reason", "more alerts", "--as", "ana")
    assert said.exit_code == 0, said.output
    assert said.output == f"published version 1: {LOUD.hash}\n"
    refused = run("publish", "tuned.toml", "--reason", "quicker")
    assert refused.exit_code == 2
    assert "burst must be calibrated" in refused.output
    assert run("diff", "loud.toml").output == "no difference\n"
    second = asyncio.run(build(servers, keys, NOON + 60))
    assert second is not None
    assert (second.rank, second.publication.config) == ((NOON // HOUR_S, 1), LOUD)
    assert asyncio.run(build(servers, keys, NOON + 70)) is None
    later = asyncio.run(build(servers, keys, NOON + HOUR_S))
    assert later is not None
    assert later.publication.config == LOUD
    assert run("publish", "tuned.toml", "--reason", "quick", "--uncalibrated").exit_code == 0
    back = run("rollback", "--reason", "too loud")
    assert back.output == "published version 3: back to 1: too loud\n"
    own = run("rollback", "--to", "0", "--reason", "files again")
    assert own.exit_code == 0
    versions = asyncio.run(read_configs(servers, keys))
    assert [v.config for v in versions] == [LOUD, TUNED, LOUD, None]
    last = asyncio.run(build(servers, keys, NOON + HOUR_S + 5))
    assert last is not None
    assert (last.publication.version, last.publication.config) == (4, None)
    assert run("rollback", "--to", "9", "--reason", "none").exit_code == 2


def test_what_no_operator_signed_is_passed_over(broker: Broker, keys: KeyRing) -> None:
    strangers = KeyRing.generate()
    published = PublishedConfig(version=7, config=LOUD)

    async def write() -> None:
        producer, _ = await start_producer(broker.bootstrap_servers)
        for key, value in (
            (b"7", sign_config(published, strangers)),
            (b"8", sign_config(published, keys)),
            (b"9", b"junk"),
        ):
            await producer.send_and_wait(CONFIGS, value, key=key, partition=0)
        await producer.stop()

    asyncio.run(write())
    assert asyncio.run(read_configs(broker.bootstrap_servers, keys)) == []
