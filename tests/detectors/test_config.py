"""The configuration is frozen, has a name, and refuses what it does not know."""

from pathlib import Path

import msgspec
import pytest

from detectors.config import Config
from detectors.fleet_registry import fleet_detector_classes
from detectors.registry import detector_classes
from detectors.settings.tool_setting import ToolSetting


def test_the_shipped_one_stops_nobody() -> None:
    config = Config()
    assert config.mode == "shadow"
    assert "promoted" not in {setting.stage for setting in config.detectors.values()}


def test_the_shipped_one_names_every_shipped_detector() -> None:
    """One that is not named would be in shadow unseen."""
    assert set(Config().detectors) == {*detector_classes(), *fleet_detector_classes()}


def test_the_shipped_one_hears_what_kept_to_the_dial() -> None:
    """All others are in shadow: scored and written down, and no alert counts them."""
    heard = (
        "burst canary day_total dormant failure_streak growth high_impact hijack lone_model "
        "new_outlet off_hours server_change shared_credential spree unapproved volume"
    )
    assert Config().heard == frozenset(heard.split())


def test_a_detector_named_keeps_the_others() -> None:
    config = Config.parse('[detectors.burst]\nstage = "promoted"\nparameters = {prior_s = 60.0}')
    assert config.detectors["burst"].stage == "promoted"
    assert config.detectors["burst"].parameters == {"prior_s": 60.0}
    assert config.detectors["hijack"].stage == "alert"


@pytest.mark.parametrize(
    "text",
    [
        'mode = "suspend"',
        "kappa = 0.06",
        "margin = 1.5",
        "alerts_per_1000_agent_days = 4.0",
        '[detectors.burst]\nstage = "shadow"',
        "[detectors.burst.parameters]\nprior_s = 60.0",
        "[weights]\nhijack = 0.25\nburst = 0.25\nvolume = 0.25\ncontext = 0.25",
    ],
)
def test_every_change_has_another_hash(text: str) -> None:
    assert Config.parse(text).hash != Config().hash


def test_the_order_of_a_file_makes_no_difference() -> None:
    one = Config.parse("kappa = 0.06\nmargin = 2.0")
    assert one.hash == Config.parse("margin = 2.0\nkappa = 0.06").hash


def test_a_file_that_says_nothing_is_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_text("")
    assert Config.load(path).hash == Config.load(None).hash == Config().hash


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("speed = 1", "unknown field `speed`"),
        ('mode = "kill"', r"Invalid enum value 'kill'"),
        ("detectors = 5", "detectors must be tables by name; got 5"),
        ("[detectors]\nburst = 5", "detectors.burst: Expected `object`, got `int`"),
        (
            "[detectors.burst]\nstag = 1",
            "detectors.burst: .* unknown field `stag`.*; a detector.s own arguments stand in",
        ),
        ('[detectors.burst]\nstage = "loud"', "detectors.burst: Invalid enum value 'loud'"),
        ("kappa = 0.0", "kappa must be positive"),
        ("alerts_per_1000_agent_days = -1.0", "alerts_per_1000_agent_days must be positive"),
        ("margin = nan", "margin must be positive"),
        ("kappa = inf", "kappa must be positive and finite"),
        ("sessions_per_agent_day = 0", "sessions_per_agent_day must be positive"),
        ("[weights]\nburst = 0.9", "weights must sum to 1"),
        ("[weights]\nbrst = 1.0", r"weights must be of .*; got \['brst'\]"),
        ("[weights]\nhijack = 2.0\nburst = -1.0", "weights must not be negative"),
        ("[weights]\nhijack = nan", "weights must not be negative"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises((msgspec.ValidationError, ValueError), match=reason):
        Config.parse(text)


def test_tools_are_configured_by_name_and_checked() -> None:
    config = Config.parse('[tools."purge_cache"]\nverb = "write"\nbroad = false\n')
    assert config.tools == {"purge_cache": ToolSetting(verb="write", broad=False)}
    assert config.hash != Config().hash
    for wrong in ('verb = "erase"', "harmless = true", 'broad = "no"'):
        with pytest.raises(msgspec.ValidationError):
            Config.parse(f"[tools.x]\n{wrong}\n")
