"""The README says what there is, and what it shows runs."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer.main

import detectors
from detectors.config import Config
from detectors.registry import detector_classes
from roguewatch.cli.main import app
from roguewatch.settings import Settings
from roguewatch.simulation import Fleet
from streams.replay import Replay

README = (Path(__file__).parent.parent / "README.md").read_text()
BLOCK = re.compile(r"<!-- (?P<name>\w+) -->\n```\w*\n(?P<text>.*?)```", re.DOTALL)
BLOCKS = {match["name"]: match["text"] for match in BLOCK.finditer(README)}


def command_paths(group: Any = None, path: str = "roguewatch") -> Iterator[str]:
    """Every command with its groups, as one types it."""
    group = group or typer.main.get_command(app)
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        if hasattr(command, "list_commands"):
            yield from command_paths(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


@pytest.mark.parametrize("command", command_paths())
def test_every_command_is_documented(command: str) -> None:
    assert f"`{command}`" in README


def test_no_command_is_documented_that_is_not_there() -> None:
    rows = re.findall(r"^\| (`roguewatch .*?`) \|", README, re.MULTILINE)
    named = {command for row in rows for command in re.findall(r"`(.+?)`", row)}
    assert named - set(command_paths()) == set()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert f"`ROGUEWATCH_{name.upper()}`" in README


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.fixture
def rare_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's detector in its place, exported."""
    module = ModuleType("detectors.rare_verb")
    module.__package__ = "detectors"
    exec(compile(BLOCKS["detector"], "README.md", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, "detectors.rare_verb", module)
    monkeypatch.setattr(detectors, "RareVerb", module.__dict__["RareVerb"], raising=False)
    monkeypatch.setattr(detectors, "__all__", [*detectors.__all__, "RareVerb"])


def test_a_detector_takes_25_lines() -> None:
    lines = [line for line in BLOCKS["detector"].splitlines() if line.strip()]
    assert len(lines) <= 25


@pytest.mark.parametrize(
    ("block", "place"),
    [("detector", "detectors/rare_verb.py"), ("test", "tests/detectors/test_rare_verb.py")],
)
@pytest.mark.parametrize("verb", [("check",), ("format", "--check")])
def test_what_the_readme_shows_keeps_our_style(
    block: str, place: str, verb: tuple[str, ...]
) -> None:
    command = [sys.executable, "-m", "ruff", *verb, "--stdin-filename", place, "-"]
    done = subprocess.run(command, input=BLOCKS[block], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.usefixtures("rare_verb")
def test_the_detector_of_the_readme_is_listed_and_scored() -> None:
    assert "rare_verb" in detector_classes()
    fleet = Fleet(seed=1, n_agents=5, start=datetime(2026, 1, 5, tzinfo=UTC), n_days=2)
    assessments = list(Replay(Config(), b"0123456789abcdef").run(fleet.events()))
    scores = [assessment.scores["rare_verb"] for assessment in assessments]
    assert any(score is None for score in scores)
    assert any(score is not None and 0.0 < score.p < 0.1 for score in scores)


@pytest.mark.usefixtures("rare_verb")
def test_the_test_of_the_readme_passes() -> None:
    namespace: dict[str, Any] = {}
    exec(compile(BLOCKS["test"], "README.md", "exec"), namespace)
    tests = [value for name, value in namespace.items() if name.startswith("test_")]
    assert len(tests) == 2
    for test in tests:
        test()


def test_the_readme_opens_with_one_sentence() -> None:
    """One line of what it is, then the picture."""
    title, _, sentence, _, fence, *_ = README.splitlines()
    assert title == "# roguewatch"
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    assert fence == "```"
