"""What becomes of an agent's oddness when nobody acts on it, and before the agent is known."""

import pytest

from baselines import IncidentState
from streams.events import ActionEvent

from .core_run import DAY_5, assess, call, known_agent, new_monitor, office_days

KEY = "default/a"
DAY_S = 86_400.0


def drop(i: int, at_s: float, tool: str, **changes: str) -> ActionEvent:
    return call(
        i, at_s, "delete", event_id=f"drop-{i}", tool=tool, resource=f"crm/tab-{i}", **changes
    )


def n_alerts(days: int, tool: str) -> list[int]:
    """Return how many alerts each day's one call of this tool raises about a known agent."""
    monitor = known_agent()
    said = []
    for day in range(days):
        at_s = DAY_5 + DAY_S * day
        said.append(assess(monitor, [drop(day, at_s, tool, session_id=f"night-{day}")]))
        # Life goes on, so the session ends and the incident closes.
        assess(monitor, [call(day, at_s + 3_600.0 * h, event_id=f"l{day}-{h}") for h in (1, 2)])
    return [sum(len(a.alerts) for a in day) for day in said]


def test_what_was_alerted_and_left_alone_is_known_the_next_day() -> None:
    """The same alert every night would be read by nobody."""
    assert n_alerts(3, "delete_table") == [1, 0, 0]


def test_what_asked_for_a_stop_stays_odd_until_a_person_has_looked() -> None:
    assert n_alerts(3, "drop_table") == [1, 1, 1]


@pytest.mark.parametrize(("n_days", "is_carried"), [(2, False), (4, True)])
def test_oddness_is_carried_over_only_once_the_agent_is_known(
    n_days: int, is_carried: bool
) -> None:
    """In its first days everything is odd: carried over, it would alert when thresholds narrow."""
    monitor = new_monitor()
    assess(monitor, office_days(n_days))
    start = DAY_S * (n_days - 1) + 8 * 3_600.0
    storm = [
        call(i, start + 0.1 * i, "send", event_id=f"s{i}", resource=f"{i}@x.org", session_id="s")
        for i in range(60)
    ]
    assess(monitor, storm)
    assess(monitor, [call(1, start + 1_200.0, event_id="later")])
    assert (monitor.profiles[KEY][IncidentState].log_w > 1.0) == is_carried
