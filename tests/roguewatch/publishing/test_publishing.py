"""What is published is checked, calibrated and numbered; and it can be taken back."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from baselines import SessionPeaks
from baselines.session_peaks import COUNTED
from detectors.config import Config
from detectors.settings.config_clone import with_promoted
from roguewatch.cli.main import app
from roguewatch.publishing import differences, measure, prepare
from roguewatch.publishing.shadow import report_lines
from roguewatch.publishing.tuning import choose, read_grid
from roguewatch.simulation import Fleet
from roguewatch.workbench import sweep, to_toml
from streams.events import ActionEvent, encode_event
from streams.snapshots.published_config import check

START = datetime(2026, 1, 5, tzinfo=UTC)
KEY = b"0123456789abcdef"
TUNED = Config().clone({"burst.dispersion": 1.25})
PLUGGED = Config().clone(
    {"sizes": {"pipeline": "GaussianScorer", "target": "items", "features": ["items"], "grace": 30}}
)
VARIANT = Config().clone({"burst_next": {"like": "burst", "dispersion": 1.25}})


@pytest.fixture(scope="module")
def events() -> list[ActionEvent]:
    """Return five days of a few agents, and one that deletes a lot."""
    life = list(Fleet(seed=2, n_agents=10, start=START, n_days=5).events())
    last = life[-1]
    rogue = [
        ActionEvent(
            event_id=f"rogue-{n}",
            time=last.time + timedelta(seconds=90 + n / 2),
            agent_id=last.agent_id,
            cohort=last.cohort,
            tool="delete_file",
            action="delete",
            resource=f"x/{n}",
        )
        for n in range(10)
    ]
    return [*life, *rogue]


@pytest.fixture
def folder(events: list[ActionEvent], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the history and configurations in files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "history.jsonl").write_bytes(b"\n".join(map(encode_event, events)))
    (tmp_path / "tuned.toml").write_text(to_toml(TUNED))
    (tmp_path / "variant.toml").write_text(to_toml(VARIANT))
    (tmp_path / "shipped.toml").write_text(to_toml(Config()))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_a_changed_detector_needs_a_calibration_or_a_life_in_shadow(
    events: list[ActionEvent],
) -> None:
    with pytest.raises(ValueError, match="burst must be calibrated"):
        prepare(TUNED, by="ana", reason="tuned", time=0.0, before=Config())
    prepare(TUNED, by="ana", reason="tuned", time=0.0, before=VARIANT)
    prepare(Config(kappa=0.1), by="ana", reason="tuned", time=0.0, before=Config())
    calibration = measure(TUNED, events, KEY)
    published = prepare(
        TUNED, by="ana", reason="tuned", time=0.0, before=Config(), calibration=calibration
    )
    check(published)
    assert "default/*" in published.calibration
    assert measure(Config(), events, KEY) == {}


def test_without_a_reason_nothing_is_published() -> None:
    with pytest.raises(ValueError, match="reason"):
        prepare(Config(), by="ana", reason="", time=0.0, before=Config())


def test_a_difference_is_named_from_both_sides() -> None:
    assert differences(VARIANT, Config())[0] == "burst_next.dispersion: 1.25 → –"
    assert differences(Config(), TUNED) == ["burst.dispersion: – → 1.25"]


def test_diff_and_validate_say_what_is_different_and_wrong(folder: Path) -> None:
    assert run("config", "validate", "tuned.toml").output == f"{TUNED.hash} is valid\n"
    changed = run("config", "diff", "tuned.toml", "--against", "shipped.toml")
    assert (changed.exit_code, changed.output) == (1, "burst.dispersion: – → 1.25\n")
    same = run("config", "diff", "shipped.toml", "--against", "shipped.toml")
    assert (same.exit_code, same.output) == (0, "no difference\n")
    (folder / "bad.toml").write_text("[detectors.burst.parameters]\ndispersal = 1.0\n")
    bad = run("config", "validate", "bad.toml")
    assert bad.exit_code == 2
    assert "dispersal" in bad.output
    (folder / "unknown.toml").write_text("kapa = 1.0\n")
    assert "kapa" in run("config", "validate", "unknown.toml").output


def test_the_report_says_what_a_promotion_would_have_changed(folder: Path) -> None:
    report = run("config", "shadow-report", "history.jsonl", "--config", "variant.toml")
    assert report.exit_code == 0, report.output
    assert "burst_next in the place of burst" in report.output
    assert re.search(r"\d+ alerts appear .*, \d+ vanish .*, \d+ stay", report.output)
    none = run("config", "shadow-report", "history.jsonl", "--config", "shipped.toml")
    assert none.exit_code == 2
    assert "one variant" in none.output


def test_an_alert_that_a_promotion_brings_is_told_with_its_evidence(
    events: list[ActionEvent],
) -> None:
    alone = {f"{name}.stage": "shadow" for name in Config().detectors} | {"burst.stage": "alert"}
    by_peers, by_itself = {"prior_s": 1e12}, {"prior_s": 1e-3}
    for before, after, stem in ((by_itself, by_peers, "appear"), (by_peers, by_itself, "vanish")):
        config = Config().clone(alone | {"burst": before, "burst_next": {"like": "burst"} | after})
        lines = list(report_lines(config, events))
        number = re.search(rf"([1-9]\d*) (?:alerts )?{stem}", lines[0])
        told = [line for line in lines if re.match(rf"{stem}e?s: ", line) and ", risk " in line]
        assert number is not None
        assert len(told) == int(number[1])
        assert any(re.match(r"    \d\d-\d\d \d\d:\d\d:\d\d ", line) for line in lines)


def test_tune_writes_the_configuration_it_chose(folder: Path) -> None:
    (folder / "rogue.txt").write_text("\n".join(f"rogue-{n}" for n in range(10)))
    tuned = run(
        *("tune", "history.jsonl", "--grid", "burst.dispersion=1.25,4.0", "--budget", "900"),
        *("--rogue", "rogue.txt", "--write", "out.toml"),
    )
    assert tuned.exit_code == 0, tuned.output
    text = (folder / "out.toml").read_text()
    chosen = Config.parse(text)
    assert chosen.detectors["burst"].parameters["dispersion"] in (1.25, 4.0)
    assert f"chosen: {chosen.hash}" in tuned.output
    assert "# Tuned on" in text
    assert "stop_at" in tuned.output
    poor = run("tune", "history.jsonl", "--grid", "kappa=1e-9", "--budget", "0.0")
    assert poor.exit_code == 2
    assert "budget must be at least" in poor.output


def test_the_soonest_within_the_budget_is_chosen() -> None:
    table = pd.DataFrame(
        {
            "kappa": [1.0, 2.0, 3.0, 4.0],
            "per_1000": [0.0, 3.0, 4.0, 9.0],
            "stop_at": [None, 5, 5, 1],
            "alert_at": [9, 4, 4, 1],
        }
    )
    assert choose(table, 5.0)["kappa"] == 3.0
    assert choose(table, 20.0)["kappa"] == 4.0
    assert choose(table, 0.0)["kappa"] == 1.0


@pytest.mark.parametrize("word", ["kappa", "kappa=", "=1", "kappa=one", "kappa=1,,2"])
def test_a_grid_that_cannot_be_read_is_quoted(word: str) -> None:
    with pytest.raises(ValueError, match="a grid must be"):
        read_grid([word])


def test_a_plug_in_needs_a_calibration_to_be_heard_and_none_in_shadow() -> None:
    heard = with_promoted(PLUGGED, "sizes", "promoted")
    with pytest.raises(ValueError, match="sizes must be calibrated"):
        prepare(heard, by="ana", reason="r", time=0.0, before=Config())
    prepare(PLUGGED, by="ana", reason="r", time=0.0, before=Config())
    prepare(heard, by="ana", reason="r", time=0.0, before=PLUGGED)
    changed = heard.clone({"sizes.grace": 50})
    with pytest.raises(ValueError, match="sizes must be calibrated"):
        prepare(changed, by="ana", reason="r", time=0.0, before=PLUGGED)


def test_the_calibration_of_a_plug_in_is_that_of_its_slots(events: list[ActionEvent]) -> None:
    measured = measure(PLUGGED, events, KEY)
    peaks = SessionPeaks()
    peaks.unpack(measured["default/*"])
    assert peaks.counts
    assert min(peaks.counts) >= COUNTED
    heard = with_promoted(PLUGGED, "sizes")
    published = prepare(
        heard, by="ana", reason="r", time=0.0, before=Config(), calibration=measured
    )
    check(published)


def test_the_report_of_a_plug_in_says_in_which_stage(folder: Path) -> None:
    (folder / "plugged.toml").write_text(to_toml(PLUGGED))
    report = run(
        *("config", "shadow-report", "history.jsonl", "--config", "plugged.toml"),
        *("--stage", "promoted"),
    )
    assert report.exit_code == 0, report.output
    assert re.search(r"sizes in stage 'promoted': \d+ alerts appear", report.output)
    (folder / "heard.toml").write_text(to_toml(with_promoted(PLUGGED, "sizes")))
    assert run("config", "validate", "heard.toml").exit_code == 0
    changed = run("config", "diff", "heard.toml", "--against", "plugged.toml")
    assert (changed.exit_code, changed.output) == (1, "sizes.stage: shadow → alert\n")
    listed = run("detectors", "--config", "heard.toml", "--format", "json")
    (row,) = [json.loads(x) for x in listed.output.splitlines() if '"sizes"' in x]
    assert (row["stage"], row["stream"]) == ("alert", "context")


def test_a_grid_may_give_a_plug_in_a_say(events: list[ActionEvent]) -> None:
    table = sweep(events[:300], {"sizes.stage": ["shadow", "promoted"]}, PLUGGED)
    assert table["false_alerts"].tolist() == [table["false_alerts"][0]] * 2
