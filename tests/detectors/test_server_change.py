"""A server's change is one alert for all who call it, and a habit is none."""

from datetime import UTC, datetime, timedelta

import pytest

from alerts.alert import Alert
from detectors import ServerChange
from detectors.config import Config
from streams.events import ActionEvent
from streams.replay import Replay

KEY = b"0123456789abcdef"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def call(agent: str, minute: float, is_read_only: bool, server: str = "files") -> ActionEvent:
    """A call of a tool of a server that says whether it only reads."""
    return ActionEvent(
        event_id=f"{agent}/{minute}",
        time=START + timedelta(minutes=minute),
        agent_id=agent,
        tool="open_file",
        action="read",
        resource="notes.txt",
        attributes={"mcp.server": server, "mcp.readOnlyHint": is_read_only},
    )


def alerts(*events: ActionEvent) -> list[Alert]:
    """What the shipped configuration says."""
    return [alert for said in Replay(Config(), KEY).run(events) for alert in said.alerts]


def test_one_change_met_by_many_agents_is_one_alert_as_shipped() -> None:
    before = [call(f"agent-{n}", n, True) for n in range(5)]
    after = [call(f"agent-{n}", 60 + n, False) for n in range(5)]
    (alert,) = alerts(*before, *after)
    assert (alert.detectors, alert.agent_id) == (("server_change",), "agent-0")
    assert alert.evidence[0].event_id == "agent-0/60"
    assert "the 1st such change in a day" in alert.reasons[0].sentence
    assert not alert.is_stop_requested


def test_what_a_server_always_said_and_another_server_says_is_no_change() -> None:
    steady = [call("agent-1", n, True) for n in range(5)]
    assert alerts(*steady, call("agent-1", 9, False, server="mail")) == []


def test_two_servers_are_two_alerts_and_the_next_day_is_another_one() -> None:
    first = [call("a", 0, True), call("a", 1, False)]
    day = 1_440.0
    later = [call("a", 9 * day, True), call("a", 9 * day + 1, False)]
    mail = [call("a", 9 * day + n, n < 3, "mail") for n in (2, 3)]
    told = alerts(*first, *later, *mail)
    assert [alert.evidence[0].event_id for alert in told] == [
        "a/1",
        f"a/{9 * day}",
        f"a/{9 * day + 3}",
    ]


@pytest.mark.parametrize(("n_before", "days", "is_odd"), [(0, 0.0, True), (5, 1.0, False)])
def test_servers_that_change_all_the_time_are_a_habit(
    n_before: int, days: float, is_odd: bool
) -> None:
    detector = ServerChange()
    score = detector.score(n_before, days)
    assert score is not None
    assert detector.is_odd(score) is is_odd
