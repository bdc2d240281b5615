"""The demo shows the shipped product: only mode and promotions differ."""

from typing import Any

import msgspec

from detectors.config import Config
from roguewatch.demo.config import PROMOTED, demo_config
from roguewatch.evaluation.suites.incidents import with_bait, with_shadow


def differences(ours: Any, shipped: Any, path: str = "") -> list[str]:
    if isinstance(ours, dict) and isinstance(shipped, dict):
        return [
            place
            for key in sorted({*ours, *shipped})
            for place in differences(ours.get(key), shipped.get(key), f"{path}.{key}".lstrip("."))
        ]
    return [] if ours == shipped else [path]


def test_nothing_but_mode_and_promotions_differs_from_the_shipped_default() -> None:
    ours, shipped = msgspec.to_builtins(demo_config()), msgspec.to_builtins(Config())
    promotions = [f"detectors.{name}.stage" for name in PROMOTED]
    assert differences(ours, shipped) == [*promotions, "mode"]


def test_the_shipped_default_stays_in_shadow_and_promotes_nobody() -> None:
    shipped = Config()
    assert shipped.mode == "shadow"
    assert all(setting.stage != "promoted" for setting in shipped.detectors.values())


def test_the_demo_suspends() -> None:
    ours = demo_config()
    assert ours.mode == "suspend"
    assert {name for name, s in ours.detectors.items() if s.stage == "promoted"} == set(PROMOTED)


def test_the_evaluation_adds_bait_and_nothing_else() -> None:
    """Its second row hears what ships in shadow; nobody there has a say in a stop."""
    ours, judged = msgspec.to_builtins(demo_config()), msgspec.to_builtins(with_bait())
    assert differences(judged, ours) == ["detectors.canary.parameters.targets"]
    heard = msgspec.to_builtins(with_shadow())
    in_shadow = sorted(n for n, s in Config().detectors.items() if s.stage == "shadow")
    assert differences(heard, judged) == [f"detectors.{name}.stage" for name in in_shadow]
    assert {with_shadow().detectors[name].stage for name in in_shadow} == {"alert"}
