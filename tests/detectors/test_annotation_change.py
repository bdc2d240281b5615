"""A server that changes what it declares is told of once, and whatever it declares first is not."""

from typing import Any

import pytest

from alerts.alert import Alert
from detectors import AnnotationChange
from detectors.config import Config
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from tests.streams.core_run import HASH_KEY, call

TRUSTED = {"mcp.readOnlyHint": True, "mcp.server": "files"}
CHANGED = TRUSTED | {"mcp.readOnlyHint": False}


def alerts(config: Config, *declarations: dict[str, Any], tool: str = "frob") -> list[Alert]:
    monitor = Monitor(config, HASH_KEY, ProfileStore())
    found: list[Alert] = []
    for i, attributes in enumerate(declarations):
        event = call(i, 60.0 * i, tool=tool, attributes=attributes or None)
        found += monitor.process_one(event).alerts
    return found


HEARD = Config().clone({"annotation_change.stage": "alert"})


def test_a_change_raises_one_alert_with_its_reason() -> None:
    (alert,) = alerts(HEARD, TRUSTED, TRUSTED, CHANGED, CHANGED)
    assert alert.detectors == ("annotation_change",)
    assert alert.direct
    assert "changed 1 of the 4 annotations" in alert.reasons[0].sentence
    assert not alert.is_stop_requested


def test_it_is_in_shadow_until_it_is_promoted() -> None:
    assert alerts(Config(), TRUSTED, CHANGED) == []


@pytest.mark.parametrize(
    "declarations",
    [
        (TRUSTED, TRUSTED),
        (CHANGED, CHANGED),
        (TRUSTED, {}, TRUSTED),
        (TRUSTED, CHANGED | {"mcp.server": "mail"}),
        (TRUSTED | {"mcp.idempotentHint": "yes"}, TRUSTED),
        ({}, {}),
    ],
)
def test_what_stays_or_is_first_is_no_change(declarations: tuple[dict[str, Any], ...]) -> None:
    assert alerts(HEARD, *declarations) == []


@pytest.mark.parametrize(
    "second",
    [CHANGED, TRUSTED | {"mcp.destructiveHint": False}, TRUSTED | {"mcp.openWorldHint": True}],
)
def test_any_direction_counts(second: dict[str, Any]) -> None:
    assert len(alerts(HEARD, TRUSTED, second)) == len(alerts(HEARD, second, TRUSTED)) == 1


def test_points_make_sense() -> None:
    with pytest.raises(ValueError, match="alert_at must be positive and at most stop_at"):
        AnnotationChange(alert_at=6.0)
