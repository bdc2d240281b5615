"""Both brokers for whoever needs one: `broker` runs a test on the embedded one and on Kafka."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alerts.key_files import init_keys
from alerts.keys import KeyRing
from streams.embedded_broker import EmbeddedBroker
from streams.topics import create_topics

from .kafka_broker import KafkaBroker
from .processes import Process, start_control

Broker = EmbeddedBroker | KafkaBroker


@pytest.fixture(params=["embedded", pytest.param("kafka", marks=pytest.mark.kafka)])
def broker(request: pytest.FixtureRequest) -> Iterator[Broker]:
    """Return a broker that runs and has our topics."""
    with EmbeddedBroker() if request.param == "embedded" else KafkaBroker() as running:
        create_topics(running.bootstrap_servers)
        yield running


@pytest.fixture(params=["embedded", pytest.param("kafka", marks=pytest.mark.kafka)])
def bare_broker(request: pytest.FixtureRequest) -> Iterator[Broker]:
    """Return a broker without topics: a history needs its own kind."""
    with EmbeddedBroker() if request.param == "embedded" else KafkaBroker() as running:
        yield running


@pytest.fixture
def keys_dir(tmp_path: Path) -> Path:
    """Return a folder with a key for each role."""
    folder = tmp_path / "keys"
    init_keys(folder)
    return folder


@pytest.fixture
def environment(
    broker: Broker, keys_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Point this process and its children to the broker and the keys."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROGUEWATCH_BOOTSTRAP_SERVERS", broker.bootstrap_servers)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(keys_dir))
    monkeypatch.setenv("ROGUEWATCH_METRICS_PORT", "0")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


@pytest.fixture
def keys(keys_dir: Path) -> KeyRing:
    """Return the keys of all roles."""
    return KeyRing.load(keys_dir)


@pytest.fixture
def control(environment: None, tmp_path: Path) -> Iterator[Process]:
    """Return the control process, in mode suspend."""
    with start_control(tmp_path) as process:
        yield process
