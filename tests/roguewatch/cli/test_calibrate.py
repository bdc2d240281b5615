"""`roguewatch calibrate` agrees with the shipped kappa, and writes one number."""

import math
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detectors.config import Config
from roguewatch.cli.main import app
from roguewatch.evaluation.config_file import with_kappa
from roguewatch.evaluation.kappa import KappaSimulation, summarise
from roguewatch.evaluation.realised import realised
from roguewatch.simulation import Fleet
from roguewatch.simulation.writing import write_jsonl

SMALL = ("--batches", "2", "--chains", "300")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(tmp_path / "keys"))


def calibrate(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["calibrate", *SMALL, *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_shipped_kappa_is_the_simulated_one() -> None:
    config = Config()
    simulation = KappaSimulation(config.weights, n_chains=1_000)
    batches = [simulation.batch(seed=7, number=i) for i in range(4)]
    for dial in (config.alerts_per_1000_agent_days, config.stops_per_1000_agent_days):
        c = 1_000.0 * config.sessions_per_agent_day / dial
        kappa = summarise(c, [simulation.kappa(batch, c) for batch in batches])
        assert kappa.value == pytest.approx(config.kappa, rel=0.15)


def test_the_same_seed_prints_the_same_and_another_does_not() -> None:
    assert calibrate() == calibrate()
    assert calibrate() != calibrate("--seed", "2")


def test_kappa_is_written_and_all_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# ours\nmargin = 2.5\n\n[detectors.burst]\nstage = "promoted"\n')
    calibrate("--config", str(path), "--write", str(path))
    text = path.read_text()
    config = Config.parse(text)
    assert "# ours\nmargin = 2.5\n\n[detectors.burst]" in text
    assert config.kappa != Config().kappa
    assert config.kappa == pytest.approx(0.05, rel=0.5)
    assert (config.margin, config.detectors["burst"].stage) == (2.5, "promoted")


def test_a_file_that_is_missing_is_made(tmp_path: Path) -> None:
    calibrate("--write", str(tmp_path / "new.toml"))
    assert Config.load(tmp_path / "new.toml").mode == "shadow"


def test_a_kappa_that_cannot_be_set_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="on a line of its own"):
        with_kappa('a = """\nkappa = 1\n"""', 0.05)


def test_a_history_says_what_the_dials_come_to(tmp_path: Path) -> None:
    start = datetime(2026, 1, 5, tzinfo=UTC)
    write_jsonl(Fleet(seed=1, n_agents=5, start=start, n_days=2).events(), tmp_path / "h.jsonl")
    said = calibrate("--history", str(tmp_path / "h.jsonl"))
    assert "in 1,000 agent-days" in said
    assert "the dial says 5" in said
    assert "honest number" in said


def test_a_wrong_file_is_a_message_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("mode = 7")
    result = CliRunner().invoke(app, ["calibrate", *SMALL, "--config", "bad.toml"])
    assert result.exit_code == 2
    assert result.stderr.startswith("roguewatch calibrate: ")


@pytest.mark.parametrize(
    ("n", "low", "high"), [(0, 0.0, 3.689), (1, 0.025, 5.572), (100, 81.36, 121.63)]
)
def test_the_interval_is_garwoods(n: int, low: float, high: float) -> None:
    rate = realised(n, agent_days=1_000)
    assert math.isclose(rate.low, low, abs_tol=0.01)
    assert math.isclose(rate.high, high, abs_tol=0.01)


def test_one_batch_has_no_interval() -> None:
    with pytest.raises(ValueError, match="at least two"):
        summarise(10.0, [0.05])


def test_a_dial_that_allows_an_alarm_a_session_is_refused() -> None:
    simulation = KappaSimulation({"a": 1.0}, n_chains=2, n_steps=2)
    with pytest.raises(ValueError, match="more than one session"):
        simulation.kappa(simulation.batch(1, 0), 1.0)
