"""The environment wins over the file, and a mistake is an error."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from roguewatch.settings import Settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, where no setting comes from."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ROGUEWATCH_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_defaults_stop_nobody() -> None:
    settings = Settings()
    assert settings.mode == "shadow"
    assert settings.bootstrap_servers == "127.0.0.1:9092"
    assert settings.hash_key_path == Path.home() / ".roguewatch/keys/hash.key"


def test_the_file_is_read_and_the_environment_wins(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "roguewatch.toml").write_text('partitions = 8\ngroup_id = "file"\n')
    monkeypatch.setenv("ROGUEWATCH_GROUP_ID", "environment")
    settings = Settings()
    assert settings.partitions == 8
    assert settings.group_id == "environment"


def test_an_option_wins_over_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROGUEWATCH_PARTITIONS", "8")
    assert Settings.with_options(partitions=2).partitions == 2
    assert Settings.with_options(partitions=None).partitions == 8


@pytest.mark.parametrize(
    "text", ['mod = "suspend"', 'mode = "revok"', "partitions = 0", "metrics_port = 70000"]
)
def test_a_mistake_in_the_file_is_an_error(folder: Path, text: str) -> None:
    (folder / "roguewatch.toml").write_text(text)
    with pytest.raises(ValidationError):
        Settings()


def test_a_hash_key_file_may_lie_elsewhere() -> None:
    settings = Settings(hash_key_file=Path("~/secret"))
    assert settings.hash_key_path == Path.home() / "secret"
