"""`roguewatch keys init` may be run twice, and says what it did."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alerts.keys import KeyRing
from roguewatch.cli.main import app


def test_the_first_run_makes_keys_and_the_second_keeps_them(tmp_path: Path) -> None:
    command = ["keys", "init", "--dir", str(tmp_path / "keys")]
    first = CliRunner().invoke(app, command)
    assert (first.exit_code, first.output.count("wrote")) == (0, 7)
    token = KeyRing.load(tmp_path / "keys").sign(b"x", "issuer", "t")
    second = CliRunner().invoke(app, command)
    assert (second.exit_code, second.output) == (
        0,
        f"{tmp_path / 'keys'} has all keys; nothing was changed\n",
    )
    assert KeyRing.load(tmp_path / "keys").verify(token, {"issuer"}, "t") == b"x"


def test_without_a_folder_the_setting_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["keys", "init"]).exit_code == 0
    assert (tmp_path / "elsewhere" / "trust.jwks").exists()


def test_a_trust_file_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    CliRunner().invoke(app, ["keys", "init", "--dir", str(tmp_path)])
    (tmp_path / "issuer.private.jwk").unlink()
    before = json.loads((tmp_path / "trust.jwks").read_text())
    result = CliRunner().invoke(app, ["keys", "init", "--dir", str(tmp_path)])
    assert result.exit_code == 1
    assert "must hold the public half of 'issuer'" in result.output
    assert json.loads((tmp_path / "trust.jwks").read_text()) == before


def test_each_enforcer_may_have_a_key_of_its_own_and_then_none_is_shared(tmp_path: Path) -> None:
    command = ["keys", "init", "--dir", str(tmp_path), "--enforcer", "vault"]
    result = CliRunner().invoke(app, [*command, "--enforcer", "sdk-gate/default/mail-1"])
    assert result.exit_code == 0, result.output
    ring = KeyRing.load(tmp_path)
    enforcers = [name for name in ring.roles if name.startswith("enforcer")]
    assert enforcers == ["enforcer.sdk-gate/default/mail-1", "enforcer.vault"]
    assert "issuer" in ring.roles
    again = CliRunner().invoke(app, [*command, "--enforcer", "gateway"])
    assert again.output.count("wrote") == 2
    assert CliRunner().invoke(app, ["keys", "init", "--dir", str(tmp_path)]).exit_code == 0
    assert "enforcer" in KeyRing.load(tmp_path).roles


def test_a_name_that_is_none_is_an_error(tmp_path: Path) -> None:
    command = ["keys", "init", "--dir", str(tmp_path / "keys"), "--enforcer", "vault/"]
    result = CliRunner().invoke(app, command)
    assert (result.exit_code, (tmp_path / "keys").exists()) == (1, False)
    assert "NAME/TENANT/AGENT" in result.output
