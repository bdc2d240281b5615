"""The demo's processes see the demo's settings, and a broker that is away is said to be away."""

from pathlib import Path

import pytest

from roguewatch.demo.cannot_run import CannotRun
from roguewatch.demo.options import Options
from roguewatch.demo.surroundings import broker_of, environment
from roguewatch.settings import Settings


def test_every_setting_that_matters_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "roguewatch.toml").write_text('mode = "shadow"\npartitions = 9\n')
    monkeypatch.chdir(tmp_path)
    for name, value in environment(tmp_path, "127.0.0.1:1").items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.mode, settings.partitions, settings.metrics_port) == ("suspend", 4, 0)
    assert settings.hash_key_path == tmp_path / "keys" / "hash.key"


def test_a_broker_that_is_away() -> None:
    options = Options(bootstrap_servers="127.0.0.1:1")
    with pytest.raises(CannotRun, match="Kafka must answer"), broker_of(options, lambda text: None):
        pytest.fail("there is no broker")
