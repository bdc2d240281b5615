"""All processes, commands and agents reach a Kafka that encrypts and wants to know who they are."""

import asyncio
import gc
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from roguewatch.sdk import Agent
from roguewatch.sdk._connection import _COMMON
from streams.kafka.group_position import GroupPosition
from streams.kafka.reachable import check_reachable

from .processes import Process, start_control, wait_until
from .secured_kafka import SecuredKafka
from .steps import say, start_agent

pytestmark = pytest.mark.kafka


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredKafka]:
    """Return a broker that only takes those who encrypt and have an account."""
    with SecuredKafka(tmp_path_factory.mktemp("kafka") / "node") as broker:
        yield broker


@pytest.fixture(autouse=True)
def _pointed_there(
    secured: SecuredKafka, keys_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in secured.settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(keys_dir))
    monkeypatch.setenv("ROGUEWATCH_METRICS_PORT", "0")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


async def _scored(servers: str) -> int:
    async with GroupPosition(servers, "roguewatch-worker", 4) as position:
        return sum((await position.committed()).values())


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-512", "PLAIN"])
def test_an_agent_is_watched_stopped_and_let_go(
    secured: SecuredKafka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mechanism: str
) -> None:
    monkeypatch.setenv("ROGUEWATCH_KAFKA_SASL_MECHANISM", mechanism)
    say("topics", "create")
    worker = Process.of_command(tmp_path / "worker.log", "worker")
    me = f"mail-{mechanism.lower()}"
    with worker, start_control(tmp_path), start_agent(tmp_path, "agent", me) as agent:
        worker.wait_for("SASL_SSL as roguewatch")
        agent.wait_for("acting")
        # The first group of a new cluster waits for its offsets topic, and one session time-out.
        wait_until(lambda: asyncio.run(_scored(secured.bootstrap_servers)) > 0, 60.0)
        say("kill", me, "--reason", "a drill", "--as", "kim")
        agent.wait_for("stopped by")
        say("reinstate", me, "--reason", "a drill", "--as", "kim")
        wait_until(lambda: sum("acting" in line for line in agent.lines) == 2)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("KAFKA_PASSWORD_FILE", "wrong", "SaslAuthenticationFailed"),
        ("KAFKA_CA_FILE", "", "CERTIFICATE_VERIFY_FAILED.*ROGUEWATCH_KAFKA_CA_FILE"),
        ("KAFKA_SASL_MECHANISM", "SCRAM-SHA-256", "UnsupportedSaslMechanism"),
    ],
)
def test_who_is_not_taken_in_is_told_why(
    secured: SecuredKafka, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    Path("wrong").write_text("wrong")
    monkeypatch.setenv(f"ROGUEWATCH_{name}", value)
    with pytest.raises(ConnectionError, match=message):
        check_reachable(secured.bootstrap_servers)


def test_who_speaks_in_clear_is_told_of_the_setting(
    secured: SecuredKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting in secured.settings:
        monkeypatch.delenv(setting)
    with pytest.raises(ConnectionError, match="see ROGUEWATCH_KAFKA_SECURITY_PROTOCOL"):
        check_reachable(secured.bootstrap_servers)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_refused_password_leaves_nothing_behind_in_an_agent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An agent outlives its monitor's mistakes: a thread for each try would end it."""
    Path("wrong").write_text("wrong")
    monkeypatch.setenv("ROGUEWATCH_KAFKA_PASSWORD_FILE", "wrong")
    # What a try leaves behind is the question, not how long it takes.
    monkeypatch.setitem(_COMMON, "bootstrap_timeout_ms", 1_000)
    before = threading.active_count()
    agent = Agent("mail-1", ready_timeout_s=0.0)
    try:
        for n_tries in (1, 2):
            wait_until(lambda n=n_tries: caplog.text.count("no Kafka producer") >= n, 30.0)  # type: ignore[misc]
            time.sleep(0.5)
            # Sender and follower of ours, and a client's own thread for each.
            assert threading.active_count() - before <= 4
    finally:
        agent.close()
        wait_until(lambda: threading.active_count() <= before, 30.0)
        # A connection that kafka-python has just begun is closed by nobody else.
        gc.collect()
