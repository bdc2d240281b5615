"""An agent's settings come from where the monitor's come from."""

from pathlib import Path

import pytest

from roguewatch.sdk._options import Options
from roguewatch.settings import Settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("BOOTSTRAP_SERVERS", "KEYS_DIR", "TENANT"):
        monkeypatch.delenv(f"ROGUEWATCH_{name}", raising=False)


def test_what_is_given_wins_over_the_environment_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("roguewatch.toml").write_text('bootstrap_servers = "file:1"\ntenant = "file"\n')
    monkeypatch.setenv("ROGUEWATCH_BOOTSTRAP_SERVERS", "environment:1")
    options = Options.resolve(keys_dir="given")
    assert (options.bootstrap_servers, options.tenant) == ("environment:1", "file")
    assert options.keys_dir == Path("given")


def test_the_defaults_are_those_of_the_monitor() -> None:
    options, fields = Options.resolve(), Settings.model_fields
    assert options.bootstrap_servers == fields["bootstrap_servers"].default
    assert options.keys_dir == fields["keys_dir"].default.expanduser()
    assert options.tenant == fields["tenant"].default
