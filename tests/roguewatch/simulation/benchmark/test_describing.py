"""What is published with the benchmark says what is in it."""

import re

from typer.testing import CliRunner

from roguewatch.cli.main import app
from roguewatch.simulation.benchmark import SPLITS, VERSION, Label
from roguewatch.simulation.benchmark.benchmark import N_AGENTS, N_DAYS, NAME, START
from roguewatch.simulation.benchmark.describing import PAGE, table
from roguewatch.simulation.incidents.cases import CASES

TEXT = PAGE.read_text(encoding="utf-8")


def test_each_incident_has_its_line_and_there_are_no_others() -> None:
    assert [line for line in TEXT.splitlines() if line.startswith("| `")] == table()
    assert len(table()) == len(CASES) >= 25


def test_size_days_version_and_splits_are_the_true_ones() -> None:
    told = f"`{NAME}@{VERSION}`: {N_AGENTS} simulated AI agents of eight trades, {N_DAYS} days"
    assert f"{told} from {START:%Y-%m-%d} on, and {len(CASES)} labelled incidents" in TEXT
    assert re.findall(r"`(\w+)` \(seed (\d+)\)", TEXT) == [
        (split, str(seed)) for split, seed in SPLITS.items()
    ]


def test_every_field_of_a_label_is_named() -> None:
    assert [name for name in Label.__struct_fields__ if f"`{name}`" not in TEXT] == []


def test_the_command_prints_it() -> None:
    result = CliRunner().invoke(app, ["simulate", "--describe"])
    assert result.output == TEXT
