"""Odd events are kept in their order, and never more than a few."""

from baselines import OddEvent, OddEvents


def event(i: int, slot: int = 0, event_id: str = "", tool: str = "rm") -> OddEvent:
    return OddEvent(
        event_id or f"e{i}", float(i), tool, "delete", "burst", slot, 5.0 + i, 1e-4, 1, 0, 0, 9
    )


def ids(odd: OddEvents, session: int = 1) -> list[str]:
    return [event.event_id for event in odd.of_session(session, 0.0)]


def test_a_long_burst_shows_its_start_and_where_it_came_to() -> None:
    odd = OddEvents()
    for i in range(100):
        odd.add(1, 0.0, event(i), live=[1])
    assert ids(odd) == ["e0", "e1", "e2", "e3", "e4", "e5", "e6", "e99"]


def test_a_burst_crowds_no_other_oddity_out() -> None:
    odd = OddEvents()
    odd.add(1, 0.0, event(0, slot=32), live=[1])
    for i in range(1, 100):
        odd.add(1, 0.0, event(i), live=[1])
    assert ids(odd)[0] == "e0"
    assert ids(odd)[-1] == "e99"


def test_ended_sessions_and_an_older_one_of_the_same_name_are_not_mixed_up() -> None:
    odd = OddEvents()
    odd.add(1, 0.0, event(0), live=[1])
    odd.add(2, 9.0, event(1), live=[1, 2])
    assert ids(odd) == ["e0"]
    assert odd.of_session(1, 5.0) == []
    odd.add(2, 9.0, event(2), live=[2])
    assert ids(odd) == []


def test_the_oldest_session_makes_room() -> None:
    odd = OddEvents(max_of_session=4, max_events=8)
    for session in range(5):
        for i in range(4):
            odd.add(session, 0.0, event(i), live=range(5))
    assert [len(ids(odd, session)) for session in range(5)] == [0, 0, 0, 4, 4]


def test_what_an_agent_chose_is_cut() -> None:
    odd = OddEvents()
    odd.add(1, 0.0, event(0, event_id="x" * 256, tool="y" * 256), live=[1])
    assert [(len(e.event_id), len(e.tool)) for e in odd.of_session(1, 0.0)] == [(64, 48)]


def test_a_session_that_ended_costs_nothing() -> None:
    odd = OddEvents()
    odd.add(1, 0.0, event(0), live=[1])
    odd.add(2, 9.0, event(1), live=[1, 2])
    odd.forget(0.0)
    assert ids(odd) == []
    assert [e.event_id for e in odd.of_session(2, 9.0)] == ["e1"]
