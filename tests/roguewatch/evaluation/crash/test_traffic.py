"""The events of the proof are the same for everybody who knows the seed."""

import pytest

from roguewatch.evaluation.crash.traffic import CrashTraffic


def test_the_same_seed_gives_the_same_events() -> None:
    first, second = (
        list(CrashTraffic(5, 300, n_agents=20, n_incidents=4).events()) for _ in range(2)
    )
    assert first == second
    assert first != list(CrashTraffic(6, 300, n_agents=20, n_incidents=4).events())


def test_times_are_whole_milliseconds() -> None:
    """A record's timestamp carries no more, and must say the same as the event."""
    events = CrashTraffic(5, 300, n_agents=20, n_incidents=4).events()
    assert all(event.time.microsecond % 1000 == 0 for event in events)


def test_nobody_goes_rogue_twice() -> None:
    with pytest.raises(ValueError, match="n_incidents must be at most 4; got 5"):
        CrashTraffic(1, 100, n_agents=4, n_incidents=5)
