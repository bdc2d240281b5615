"""Who was let work again is judged anew: neither stopped for what it was, nor safe from a stop."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from alerts.command import Command, CommandAction, encode_command
from alerts.keys import KeyRing
from alerts.stop_request import StopRequest
from baselines import ACTIONS, Action, IncidentState, RateBaseline, SessionsBaseline
from streams.events import ActionEvent, encode_event
from streams.partitions.partition import Partition
from tests.streams.data_plane_run import KEYS, new_partition
from tests.streams.memory_log import MemoryRecord

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
NIGHT = START + timedelta(days=6)
ME = b"default/mail-1"
DELETE = ACTIONS.index("delete")


class Log:
    """One agent's log: what is written is applied at once."""

    def __init__(self) -> None:
        self.partition: Partition = new_partition()
        self.n = 0

    def write(self, value: bytes, at: datetime, key: bytes = ME) -> list[StopRequest]:
        stamp = int(at.timestamp() * 1_000)
        record = MemoryRecord("agent-actions", 0, self.n, stamp, key, value)
        self.n += 1
        self.partition.apply([record], 0, 1)
        return self.partition.raised.take_requests()

    def act(self, at: datetime, action: Action, target: str) -> list[StopRequest]:
        event = ActionEvent(
            event_id=f"e{self.n}", time=at, agent_id="mail-1", tool=f"{action}_message",
            action=action, resource=target, session_id=f"s{at:%d%H}", outcome="success",
        )  # fmt: skip
        return self.write(encode_event(event), at)

    def deletes(self, at: datetime, n: int) -> list[int]:
        """Delete `n` messages, one a second; return the numbers of those that asked for a stop."""
        return [
            i + 1
            for i in range(n)
            if self.act(at + timedelta(seconds=i), "delete", f"inbox/{self.n}")
        ]


def command(sequence: int = 2, action: CommandAction = "reinstate", agent: str = "mail-1") -> bytes:
    made = Command(
        cmd_id=f"c{sequence}", action=action, tenant="default", agent_id=agent, epoch=3,
        sequence=sequence, issued_at=NIGHT.timestamp() + 60, mode="suspend", alert_id="a1",
        reason="planned", event_time=NIGHT.timestamp(),
    )  # fmt: skip
    return encode_command(made, KEYS).encode()


@pytest.fixture
def log() -> Log:
    """A week of reading, then an inbox is deleted and the stop is asked for."""
    log = Log()
    for time in _week():
        log.act(time, "read", "inbox/today")
    assert log.deletes(NIGHT, 8) == [3]
    return log


def _week() -> Iterator[datetime]:
    for day in range(6):
        for hour in range(8):
            for call in range(4):
                yield START + timedelta(days=day, hours=hour, minutes=call)


def test_it_is_stopped_again_when_it_goes_on(log: Log) -> None:
    """Its incident would still be open, and had its one stop.

    Not at the third, for it has deleted before: that it may is what the person said.
    """
    later = NIGHT + timedelta(seconds=90)
    log.write(command(), later)
    assert log.deletes(later, 20) == [8]


def test_without_it_the_incident_stays_open(log: Log) -> None:
    assert log.deletes(NIGHT + timedelta(seconds=90), 20) == []


def test_its_next_ordinary_call_is_not_held_against_it(log: Log) -> None:
    later = NIGHT + timedelta(hours=1)
    log.write(command(), later)
    log.partition.raised.take_findings()
    assert log.act(later, "read", "inbox/today") == []
    assert log.act(later + timedelta(minutes=1), "delete", "inbox/later") == []
    assert log.partition.raised.take_findings() == []


def test_its_incident_ends_and_people_are_told(log: Log) -> None:
    log.partition.raised.take_findings()
    log.write(command(), NIGHT + timedelta(seconds=60))
    [alert] = log.partition.raised.alerts
    assert (alert.activity, alert.agent_id) == ("close", "mail-1")
    assert alert.ending == "reinstated"
    profile = log.partition.profiles["default/mail-1"]
    assert not profile[IncidentState].is_open
    assert profile[SessionsBaseline].live == {}
    assert profile[RateBaseline].recent(DELETE, NIGHT.timestamp() + 60)[1:] == (0.0, 0.0, 0.0)


def test_what_is_usual_stays(log: Log) -> None:
    rate = log.partition.profiles["default/mail-1"][RateBaseline]
    before = rate.n_calls(0, NIGHT.timestamp()), rate.n_calls(DELETE, NIGHT.timestamp() + 9)
    log.write(command(), NIGHT + timedelta(seconds=60))
    assert (rate.n_calls(0, NIGHT.timestamp()), rate.n_calls(DELETE, NIGHT.timestamp() + 9)) == (
        before
    )


def test_a_command_counts_once(log: Log) -> None:
    """It may come twice, or years later from somebody who kept a copy."""
    later = NIGHT + timedelta(seconds=90)
    log.write(command(), later)
    log.deletes(later, 8)
    for old in (command(), command(1)):
        log.write(old, later + timedelta(seconds=9))
        assert log.partition.profiles["default/mail-1"][IncidentState].is_open
    log.write(command(3), later + timedelta(seconds=10))
    assert not log.partition.profiles["default/mail-1"][IncidentState].is_open


def test_it_is_remembered_across_a_restart(log: Log) -> None:
    log.write(command(), NIGHT + timedelta(seconds=60))
    state = log.partition.profiles["default/mail-1"][IncidentState]
    again = IncidentState()
    again.unpack(state.pack())
    assert again.reinstated == state.reinstated == (3, 2)


def test_an_agent_without_an_incident_loses_nothing_but_what_is_under_way() -> None:
    log = Log()
    log.act(START, "read", "inbox/today")
    log.write(command(), START + timedelta(minutes=1))
    assert log.partition.raised.alerts == []
    assert log.partition.raised.dead_letters == []


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (command(action="suspend"), ME),
        (command(agent="mail-2"), ME),
        (command(), b"default/mail-2"),
    ],
    ids=["a stop", "about another agent", "under another key"],
)
def test_what_lets_nobody_go_is_a_dead_letter(log: Log, value: bytes, key: bytes) -> None:
    log.write(value, NIGHT + timedelta(seconds=60), key)
    assert len(log.partition.raised.dead_letters) == 1
    assert log.partition.profiles["default/mail-1"][IncidentState].is_open


def test_nobody_else_can_sign_it(log: Log) -> None:
    stranger = KeyRing.generate()
    token = command().decode().split(".")[1]
    forged = stranger.sign(_payload(token), "issuer", "secevent+jwt").encode()
    by_worker = KEYS.sign(_payload(token), "worker", "secevent+jwt").encode()
    for value in (forged, by_worker):
        log.write(value, NIGHT + timedelta(seconds=60))
    assert [letter.stage for letter in log.partition.raised.dead_letters] == ["control"] * 2
    assert log.partition.profiles["default/mail-1"][IncidentState].is_open


def _payload(segment: str) -> bytes:
    return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
