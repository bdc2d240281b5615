"""A River pipeline that was added by configuration alone scores alike in notebook and command."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detectors.config import Config
from roguewatch.cli.main import app
from roguewatch.workbench import replay, to_toml
from streams.events import ActionEvent, encode_event

CONFIG = Config().clone(
    {
        "trees": {
            "pipeline": "StandardScaler | HalfSpaceTrees(n_trees=3, height=4, seed=7)",
            "grace": 100,
            "features": ["gap", "items", "delete"],
        }
    }
)


def test_every_score_is_the_same(
    benign: list[ActionEvent], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker's are held to a replay's in `tests/integration/test_published_config.py`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(tmp_path))
    Path("events.jsonl").write_bytes(b"\n".join(map(encode_event, benign)))
    Path("trees.toml").write_text(to_toml(CONFIG))
    done = CliRunner().invoke(
        app, ["replay", "events.jsonl", "--config", "trees.toml", "--scores", "scores.jsonl"]
    )
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in Path("scores.jsonl").read_text().splitlines()]
    command = [line["scores"].get("trees") for line in lines]
    notebook = replay(benign, CONFIG)
    assert notebook["event_id"].tolist() == [line["event_id"] for line in lines]
    given = notebook["trees_p"]
    assert given.isna().tolist() == [score is None for score in command]
    assert given.dropna().tolist() == [score["p"] for score in command if score is not None]
    assert given.notna().sum() > 100
