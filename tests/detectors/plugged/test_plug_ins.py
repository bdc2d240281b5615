"""A River pipeline is a detector by configuration, and in shadow it changes nothing else."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from detectors.config import Config
from detectors.registry import make_detectors
from roguewatch.cli.main import app
from roguewatch.simulation import Fleet
from roguewatch.simulation.writing import write_jsonl
from streams.events import ActionEvent
from streams.profiles import ProfileStore
from streams.replay import Replay

MODULE = '''
from river import anomaly, preprocessing

def trees():
    """The agent does what it never did in this mixture."""
    return preprocessing.MinMaxScaler() | anomaly.HalfSpaceTrees(
        n_trees=4, height=4, window_size=50, seed=1)
'''
CONFIG = """
[detectors.my_trees]
pipeline = "my_plug_in:trees"
parameters = {grace = 50, features = ["gap", "items", "level", "delete"]}
"""
HASH_KEY = b"0123456789abcdef"


@pytest.fixture(autouse=True)
def my_plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my_plug_in.py").write_text(MODULE)
    (tmp_path / "config.toml").write_text(CONFIG)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(tmp_path / "keys"))
    monkeypatch.delitem(sys.modules, "my_plug_in", raising=False)


def fleet() -> Fleet:
    return Fleet(seed=1, n_agents=5, start=datetime(2026, 1, 5, tzinfo=UTC), n_days=5)


def scores_of(replay: Replay) -> list[Any]:
    return [assessment.scores["my_trees"] for assessment in replay.run(fleet().events())]


def test_a_plug_in_abstains_and_then_scores() -> None:
    scores = scores_of(Replay(Config.parse(CONFIG), HASH_KEY))
    assert scores[0] is None
    spoken = [score for score in scores if score is not None]
    assert len(spoken) > 50
    assert all(0.0 < score.p <= 1.0 for score in spoken)
    assert min(score.p for score in spoken) < 0.05


def test_packing_every_profile_after_every_event_changes_no_score() -> None:
    replay = Replay(Config.parse(CONFIG), HASH_KEY)
    replay.profiles = replay.monitor.profiles = ProfileStore(max_decoded=1)
    assert scores_of(replay) == scores_of(Replay(Config.parse(CONFIG), HASH_KEY))


def test_a_plug_in_in_shadow_changes_no_risk_and_no_alert() -> None:
    with_it, without = Replay(Config.parse(CONFIG), HASH_KEY), Replay(Config(), HASH_KEY)
    for one, other in zip(
        with_it.run(fleet().events()), without.run(fleet().events()), strict=True
    ):
        assert one.risk == other.risk
        assert len(one.alerts) == len(other.alerts)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('stage = "heard"', "Invalid enum value 'heard'"),
        ('parameters = {feeds = "direct"}', "feeds must be one of"),
        ("parameters = {colour = 1}", "must be its own"),
        ("parameters = {grace = 0}", "grace of plug-in 'x' must be 1 to 10000"),
        ('parameters = {features = ["colour"]}', "must be among"),
    ],
)
def test_what_does_not_fit_is_refused_and_told_why(toml: str, says: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        make_detectors(Config.parse(f'[detectors.x]\npipeline = "my_plug_in:trees"\n{toml}'))
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("name", "path", "says"),
    [
        ("x", "no_such_module:trees", "must be importable"),
        ("x", "my_plug_in:no_such", "must be importable"),
        ("x", "my_plug_in", "must be 'package.module:function'"),
        ("x", "my_plug_in:__name__", "must be a function"),
        ("X!", "my_plug_in:trees", "must be a short lower-case word"),
        ("burst", "my_plug_in:trees", "must have a name of its own"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(name: str, path: str, says: str) -> None:
    config = Config.parse(f'[detectors."{name}"]\npipeline = "{path}"')
    with pytest.raises(ValueError, match=r".") as error:
        make_detectors(config)
    assert says in str(error.value)


def test_two_processes_with_other_string_hashes_print_the_same_scores(tmp_path: Path) -> None:
    write_jsonl(fleet().events(), tmp_path / "events.jsonl")
    outputs = []
    for seed in ("0", "7"):
        scores = tmp_path / f"scores-{seed}.jsonl"
        command = [sys.executable, "-m", "roguewatch.cli.main", "replay", "--scores", str(scores)]
        subprocess.run(
            [*command, "--config", str(tmp_path / "config.toml"), str(tmp_path / "events.jsonl")],
            check=True,
            capture_output=True,
            env={
                "PATH": "",
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}",
                "ROGUEWATCH_HASH_KEY_FILE": str(tmp_path / "no-key"),
            },
        )
        outputs.append(scores.read_text())
    assert outputs[0] == outputs[1]
    lines = [json.loads(line)["scores"]["my_trees"] for line in outputs[0].splitlines()]
    assert any(line is not None for line in lines)


def test_a_wrong_plug_in_is_a_message_not_a_traceback(tmp_path: Path) -> None:
    config = tmp_path / "wrong.toml"
    config.write_text('[detectors.x]\npipeline = "no_such_module:trees"')
    result = CliRunner().invoke(app, ["replay", str(tmp_path), "--config", str(config)])
    assert result.exit_code == 2
    assert "must be importable" in result.output


def test_a_plug_in_is_listed_with_its_own_words(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["detectors", "--config", str(tmp_path / "config.toml")])
    assert result.exit_code == 0
    assert "my_trees" in result.output


def test_what_a_profile_has_no_room_for_learns_the_cohort() -> None:
    """River's HalfSpaceTrees, in its own sizes, takes 100 KB."""
    large = Config().clone({"trees": {"pipeline": "StandardScaler | HalfSpaceTrees"}})
    small = Config().clone({"trees": {"pipeline": "StandardScaler | HalfSpaceTrees(n_trees=3)"}})
    assert [
        detector.parameters["per"]
        for config in (large, small)
        for detector in make_detectors(config)
        if detector.name == "trees"
    ] == ["cohort", "agent"]
    with pytest.raises(ValueError, match=r"at most 49152 bytes.*; got 104\d\d\d"):
        large.clone({"trees.per": "agent"})
    replay = Replay(large.clone({"trees.grace": 50}), HASH_KEY)
    scores = [one.scores["trees"] for one in replay.run(fleet_of_one_cohort())]
    spoken = [score for score in scores if score is not None]
    assert len(spoken) > 50
    assert all(0.0 < score.p <= 1.0 for score in spoken)


def fleet_of_one_cohort() -> list[ActionEvent]:
    return [replace(event, cohort="all") for event in fleet().events()]
