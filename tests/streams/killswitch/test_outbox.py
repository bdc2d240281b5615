"""An open command is sent for ever, ever more rarely, and told of in steps."""

import itertools
import random

import pytest

from alerts.command import encode_command
from alerts.keys import KeyRing
from alerts.ledger import Entry, LedgerRecord
from streams.killswitch.outbox import Outbox
from tests.alerts.make import make_command

RING = KeyRing.generate()
ISSUED_AT = make_command().issued_at


def entry(agent_id: str = "mail-1", not_after: float | None = None) -> Entry:
    command = make_command(agent_id=agent_id, not_after=not_after)
    token = encode_command(command, RING)
    return Entry(0, command, LedgerRecord(kind="command", command=token, time=ISSUED_AT))


@pytest.fixture
def outbox() -> Outbox:
    """Return an outbox whose jitter is the same in every run."""
    return Outbox(random.Random(1))


def sent_at(outbox: Outbox, entries: list[Entry], until_s: int) -> list[float]:
    ticks = [ISSUED_AT + 0.25 * i for i in range(4 * until_s)]
    return [now - ISSUED_AT for now in ticks if outbox.due(entries, now)]


def test_the_pause_doubles_up_to_a_minute_and_never_ends(outbox: Outbox) -> None:
    times = sent_at(outbox, [entry()], 3_600)
    pauses = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert times[0] <= 1.5
    assert pauses[:3] == sorted(pauses[:3])
    assert all(48.0 <= pause <= 72.25 for pause in pauses[6:])
    assert times[-1] > 3_500.0


def test_many_open_commands_do_not_come_at_once(outbox: Outbox) -> None:
    entries = [entry(f"agent-{i}") for i in range(200)]
    outbox.due(entries, ISSUED_AT)
    counts = [len(outbox.due(entries, ISSUED_AT + 0.8 + 0.05 * i)) for i in range(9)]
    assert sum(counts) == 200
    assert max(counts) < 60


def test_what_is_confirmed_or_has_lapsed_is_not_sent(outbox: Outbox) -> None:
    lapsed = entry(not_after=ISSUED_AT + 5.0)
    assert max(sent_at(outbox, [lapsed], 60)) < 5.0
    assert sent_at(outbox, [], 60) == []


def test_a_second_channel_hears_after_ten_seconds_and_a_pager_after_a_minute(
    outbox: Outbox,
) -> None:
    told = []
    for now in range(120):
        outbox.due([entry()], ISSUED_AT + now)
        told += [(now, o.urgency) for o in outbox.overdue([entry()], ISSUED_AT + now)]
    assert told == [(10, "second channel"), (60, "page")]


def test_first_s_must_be_positive() -> None:
    with pytest.raises(ValueError, match="first_s must be positive"):
        Outbox(random.Random(1), first_s=0.0)
