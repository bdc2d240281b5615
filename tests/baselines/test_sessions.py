"""Sessions end when they are quiet, long or crowded out."""

from baselines import Features, Session, SessionsBaseline


def at(sessions: SessionsBaseline, time: float, session: int = 1) -> list[float]:
    """Start times of the sessions that an event at this time closes."""
    current, closed = sessions.open(Features(time=time, session=session))
    current.last = max(current.last, time)
    return [ended.start for ended in closed]


def test_an_event_within_ten_minutes_belongs_to_the_same_session() -> None:
    sessions = SessionsBaseline()
    assert at(sessions, 0.0) == at(sessions, 600.0) == []
    assert list(sessions.live) == [1]


def test_a_session_ends_after_ten_quiet_minutes() -> None:
    sessions = SessionsBaseline()
    at(sessions, 0.0)
    assert at(sessions, 600.1) == [0.0]


def test_a_session_ends_after_an_hour_in_any_case() -> None:
    """An agent that never rests would else never be judged as a whole."""
    sessions = SessionsBaseline()
    ended = [start for minute in range(62) for start in at(sessions, 60.0 * minute)]
    assert ended == [0.0]


def test_another_session_of_the_agent_ends_the_quiet_one() -> None:
    sessions = SessionsBaseline()
    at(sessions, 0.0, session=1)
    assert at(sessions, 601.0, session=2) == [0.0]


def test_a_fresh_session_id_for_every_call_hides_nothing() -> None:
    """Each is handed back as it is crowded out, and taken into the evidence."""
    sessions = SessionsBaseline(max_live=8)
    ended = [start for i in range(100) for start in at(sessions, float(i), session=i)]
    assert ended == [float(i) for i in range(92)]
    assert len(sessions.live) == 8


def test_a_late_event_opens_no_session_twice() -> None:
    sessions = SessionsBaseline()
    at(sessions, 1_000.0)
    assert at(sessions, 0.0) == []
    assert len(sessions.live) == 1


def test_live_sessions_are_nobodys_expectation() -> None:
    peers, other = SessionsBaseline(), SessionsBaseline()
    other.live[1] = Session(0.0)
    peers.merge_one(other)
    assert peers.live == {}
