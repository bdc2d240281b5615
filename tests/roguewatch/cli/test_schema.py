"""`roguewatch schema` prints, writes and compares the schema of an event."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import streams.schema
from roguewatch.cli.main import app
from streams.asyncapi import render_asyncapi
from streams.schema import render_schema


def test_it_prints_and_writes_the_schema(tmp_path: Path) -> None:
    printed = CliRunner().invoke(app, ["schema"])
    assert printed.stdout == render_schema()
    written = CliRunner().invoke(app, ["schema", "--output", str(tmp_path / "schema.json")])
    assert written.exit_code == 0
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == render_schema()


def test_check_compares_with_the_shipped_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CliRunner().invoke(app, ["schema", "--check"]).exit_code == 0
    other = tmp_path / "schema.json"
    other.write_text("{}")
    monkeypatch.setattr(streams.schema, "SCHEMA_PATH", other)
    result = CliRunner().invoke(app, ["schema", "--check"])
    assert result.exit_code == 1
    assert "differs from the code" in result.stderr


def test_the_topics_are_a_document_of_their_own(tmp_path: Path) -> None:
    printed = CliRunner().invoke(app, ["schema", "--asyncapi"])
    assert printed.stdout == render_asyncapi()
    checked = CliRunner().invoke(app, ["schema", "--asyncapi", "--check"])
    assert checked.exit_code == 0
    assert "asyncapi.json is what the code says" in checked.stdout
