"""Announced work raises no alert up to its cap; a call that can destroy much always does."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from alerts.alert import Alert
from baselines import Action
from detectors.config import Config
from detectors.settings.change_window import ChangeWindow
from streams.events import ActionEvent
from streams.monitor import Monitor
from streams.profiles import ProfileStore

from ...contracts.strategies import MONDAY

START = MONDAY + timedelta(days=5)
WINDOW = ChangeWindow(
    since=START, until=START + timedelta(hours=1), cap=100, cohort="archive", actions=("write",)
)


def usual() -> Iterator[ActionEvent]:
    """Five days of reading, and of a little writing."""
    for i in range(5 * 24):
        for action in ("read", "read", "write") if i % 8 == 0 else ("read",):
            yield write(i * 3_600.0 - 432_000.0, action, f"row-{i % 5}")


def write(
    second: float, action: Action = "write", resource: str = "row-1", **fields: Any
) -> ActionEvent:
    return ActionEvent(
        event_id=f"{action}-{second}-{resource}",
        agent_id="a",
        cohort="archive",
        session_id=f"s{second // 3_600}",
        time=START + timedelta(seconds=second),
        tool=fields.pop("tool", f"{action}_row"),
        action=action,
        resource=resource,
        **fields,
    )


def job(n: int, after_s: float = 0.0, **fields: Any) -> Iterator[ActionEvent]:
    return (write(after_s + i, resource=f"row-{i % 5}", **fields) for i in range(n))


def alerts(*windows: ChangeWindow, then: Iterator[ActionEvent]) -> list[Alert]:
    config = Config(change_windows=windows).clone(
        {"spree.stage": "alert", "high_impact.stage": "promoted"}
    )
    monitor = Monitor(config, b"0123456789abcdef", ProfileStore())
    for event in usual():
        monitor.process_one(event)
    return [alert for event in then for alert in monitor.process_one(event).alerts]


def test_an_announced_job_is_quiet_and_the_same_unannounced_is_not() -> None:
    assert alerts(then=job(90))
    assert alerts(WINDOW, then=job(90)) == []


def erase(n: int, **fields: Any) -> Iterator[ActionEvent]:
    """An agent that never did deletes a row a second."""
    return (write(i, "delete", f"row-{i}", **fields) for i in range(n))


def test_announced_deletes_are_quiet_up_to_their_cap() -> None:
    """The direct path counts, too: the third delete of one that never did asks for a stop."""
    window = msgspec.structs.replace(WINDOW, actions=("delete",))
    assert any(alert.is_stop_requested for alert in alerts(then=erase(3)))
    assert alerts(window, then=erase(100)) == []
    told = alerts(window, then=erase(110))
    stopped = next(alert for alert in told if alert.is_stop_requested)
    assert 102 <= stopped.time - START.timestamp() <= 104


def test_what_one_announced_call_can_destroy_is_an_alert_all_the_same() -> None:
    window = msgspec.structs.replace(WINDOW, actions=("delete",))
    told = alerts(window, then=erase(1, tool="drop_database", environment="production"))
    assert [alert.detectors for alert in told] == [("high_impact",)]


def test_what_exceeds_the_cap_is_judged_as_if_nothing_was_announced() -> None:
    told = alerts(WINDOW, then=job(150))
    assert told
    assert told[0].detectors == ("burst",)
    assert told[0].first_seen > START.timestamp() + 100


@pytest.mark.parametrize(
    "changed",
    [
        {"tenant": "other"},
        {"cohort": "mail"},
        {"cohort": None, "agents": ("b",)},
        {"actions": ("delete",)},
        {"actions": (), "tools": ("delete_row",)},
        {"since": START + timedelta(minutes=30)},
        {"since": START - timedelta(minutes=30), "until": START},
    ],
)
def test_other_agents_other_work_and_other_times_are_not_meant(changed: dict[str, Any]) -> None:
    fields = {name: getattr(WINDOW, name) for name in WINDOW.__struct_fields__}
    assert alerts(ChangeWindow(**{**fields, **changed}), then=job(90))


@pytest.mark.parametrize(
    "changed", [{"cohort": None, "agents": ("a",)}, {"actions": (), "tools": ("write_row",)}]
)
def test_agents_and_tools_can_be_named_one_by_one(changed: dict[str, Any]) -> None:
    fields = {name: getattr(WINDOW, name) for name in WINDOW.__struct_fields__}
    assert alerts(ChangeWindow(**{**fields, **changed}), then=job(90)) == []


def test_an_announced_job_does_not_make_the_next_one_usual() -> None:
    told = alerts(WINDOW, then=iter([*job(90), *job(90, after_s=86_400.0)]))
    assert told
    assert told[0].first_seen > START.timestamp() + 86_000.0


def test_one_call_that_can_destroy_much_is_never_excused() -> None:
    fields = {name: getattr(WINDOW, name) for name in WINDOW.__struct_fields__}
    window = ChangeWindow(**{**fields, "actions": ("delete",)})
    wipe = ActionEvent(
        event_id="wipe",
        agent_id="a",
        cohort="archive",
        session_id="s",
        time=START,
        tool="delete_volume",
        action="delete",
        resource="prod/db",
        environment="production",
    )
    told = alerts(window, then=iter([wipe]))
    assert [alert.direct for alert in told] == [True]
