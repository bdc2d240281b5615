"""Features are numbers: what an agent chose is hashed with a key, and what it means is read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baselines import ACTIONS, Action, Features
from streams.events import ActionEvent
from streams.featurize import Featurizer
from tests.contracts.strategies import event as any_event
from tests.streams.core_run import HASH_KEY, MONDAY, call

STRINGS = {"action", "outcome"}


def featurize(event: ActionEvent, key: bytes = HASH_KEY) -> Features:
    return Featurizer(key)(event, event.timestamp)


@given(any_event)
def test_nothing_an_agent_chose_goes_in_as_it_is(event: ActionEvent) -> None:
    """Only the words of our own vocabulary are strings."""
    x = featurize(event)
    assert {name for name, value in x.items() if isinstance(value, str)} == STRINGS
    assert all(0 <= n < 2**32 for n in (x.tool, x.target, x.pair, x.session))


@given(any_event)
def test_the_same_event_has_the_same_features(event: ActionEvent) -> None:
    assert featurize(event) == featurize(event)


def test_an_agent_may_go_by_several_credentials_in_turn() -> None:
    """Names are read once and kept: what was read before changes nothing."""
    featurizer = Featurizer(HASH_KEY)
    for number, credential in enumerate("abacbcaab"):
        event = msgspec.structs.replace(call(number, 0.0), credential_id=credential)
        assert featurizer(event, event.timestamp) == featurize(event)


def test_another_key_gives_other_hashes() -> None:
    """Else whoever knows the code could choose names that collide."""
    one, other = featurize(call(1, 0.0)), featurize(call(1, 0.0), b"fedcba9876543210")
    assert not {one.tool, one.target, one.pair, one.prefix} & {
        other.tool,
        other.target,
        other.pair,
        other.prefix,
    }


@pytest.mark.parametrize("n", [0, 15, 65])
def test_a_key_has_sixteen_to_sixty_four_bytes(n: int) -> None:
    with pytest.raises(ValueError, match=f"hash_key must have 16 to 64 bytes; got {n}"):
        Featurizer(b"x" * n)


@pytest.mark.parametrize(
    ("time", "hour"),
    [
        (datetime(2026, 1, 5, 0, tzinfo=UTC), 0),
        (datetime(2026, 1, 9, 23, 59, tzinfo=UTC), 23),
        (datetime(2026, 1, 10, 0, tzinfo=UTC), 24),
        (datetime(2026, 1, 11, 13, tzinfo=UTC), 37),
        (datetime(1969, 12, 28, 13, tzinfo=UTC), 37),
    ],
    ids=["monday", "friday", "saturday", "sunday", "before-1970"],
)
def test_hours_tell_weekends_from_weekdays(time: datetime, hour: int) -> None:
    event = ActionEvent(event_id="1", agent_id="a", tool="t", time=time)
    assert featurize(event).hour == hour


@pytest.mark.parametrize("action", ACTIONS)
def test_only_reading_and_the_unknown_change_nothing(action: Action) -> None:
    x = featurize(call(1, 0.0, action, tool="calculator"))
    assert x.is_changing is (action not in ("read", "other"))
    assert x.verb == ACTIONS.index(action)


def test_the_tools_name_is_asked_where_nobody_said_what_a_call_does() -> None:
    asked = featurize(call(1, 0.0, "other", tool="mcp__drive__purge_files"))
    assert (asked.action, asked.is_changing) == ("delete", True)
    assert featurize(call(1, 0.0, "read", tool="mcp__drive__purge_files")).action == "read"


def test_an_event_that_names_nothing_has_zeros() -> None:
    x = featurize(ActionEvent(event_id="1", agent_id="a", tool="t", time=MONDAY))
    assert (x.target, x.class_target, x.prefix) == (0, 0, 0)
    assert (x.session, x.credential, x.address) == (0, 0, 0)
    assert x.tool > 0
    assert x.pair > 0


def test_case_of_a_target_makes_no_difference() -> None:
    one, other = (featurize(call(1, 0.0, resource=name)) for name in ("Prod/DB", "prod/db"))
    assert one == other


def test_reading_and_changing_one_target_are_two_things() -> None:
    read, write = featurize(call(1, 0.0)), featurize(call(1, 0.0, "write"))
    assert read.target == write.target
    assert read.class_target != write.class_target


def test_nouns_are_what_a_tool_is_about() -> None:
    """However it is said, and whatever is done to it."""
    read, send = (featurize(call(1, 0.0, tool=tool)) for tool in ("readEmails", "send_email"))
    assert read.nouns == send.nouns != ()
    assert featurize(call(1, 0.0, tool="delete_all")).nouns == ()


@pytest.mark.parametrize(
    ("n_items", "more"), [(1, 0), (9, 0), (10, 5), (99, 5), (100, 15), (2**53, 15)]
)
def test_many_items_in_one_call_add_points(n_items: int, more: int) -> None:
    assert featurize(call(1, 0.0, "delete", n_items=n_items)).impact == 40 + more


def test_many_items_read_destroy_nothing() -> None:
    assert featurize(call(1, 0.0, n_items=10**6)).impact == 0


@pytest.mark.parametrize("environment", ["production", "PROD", "live"])
def test_production_is_declared_or_named(environment: str) -> None:
    assert featurize(call(1, 0.0, environment=environment)).is_production
    assert featurize(call(1, 0.0, resource="prod/db", environment="test")).is_production


@pytest.mark.parametrize(
    ("action", "attributes", "changes"),
    [
        ("write", {"irreversible": True}, {"is_irreversible": True}),
        ("delete", {"recursive": True}, {"is_broad": True, "impact": 60}),
        ("send", {"external": True}, {"is_public": True, "impact": 35}),
        ("read", {"irreversible": True}, {}),
        ("read", {"external": True}, {}),
        ("write", {"recursive": True}, {}),
    ],
)
def test_a_declaration_adds_weight(
    action: Action, attributes: dict[str, bool], changes: dict[str, object]
) -> None:
    plain = featurize(call(1, 0.0, action))
    declared = featurize(call(1, 0.0, action, attributes=attributes))
    assert bool(declared.broad_tool) == declared.is_broad
    assert declared == plain.replace(broad_tool=declared.broad_tool, **changes)


@pytest.mark.parametrize("value", [False, 0, "no", 1, "true"])
def test_no_declaration_takes_weight_away(value: Any) -> None:
    """A rogue agent must not be able to declare its call harmless."""
    attributes = dict.fromkeys(("irreversible", "recursive", "external", "harmless"), value)
    plain = call(1, 0.0, "delete", tool="delete_volume")
    declared = call(1, 0.0, "delete", tool="delete_volume", attributes=attributes)
    assert featurize(declared) == featurize(plain)


def test_one_event_does_not_change_the_features_of_the_next() -> None:
    """They are cached by name, and each event gets its own copy."""
    featurizer, plain = Featurizer(HASH_KEY), call(1, 0.0, "delete")
    before = featurizer(plain, 0.0)
    featurizer(call(1, 0.0, "delete", attributes={"recursive": True}, n_items=500), 0.0)
    assert featurizer(plain, 0.0) == before


def test_phases_of_a_call_are_told_apart_by_their_ids() -> None:
    featurizer = Featurizer(HASH_KEY)
    done, announced = (featurizer.read(call(1, 0.0, phase=p)) for p in ("completed", "intent"))
    assert done.ident != announced.ident


def test_content_is_that_of_the_call_and_not_of_its_record() -> None:
    """A record sent again gets another time from the broker."""
    featurizer, event = Featurizer(HASH_KEY), call(1, 0.0)
    one, again = (featurizer.read(event, event.timestamp + later) for later in (0.0, 1_000.0))
    assert one.time + 1_000.0 == again.time
    assert one.content == again.content
    later = call(1, 1.0, session_id=event.session_id)
    assert later.time - event.time == timedelta(seconds=1)
    assert one.content != featurizer.read(later).content


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("n_items", 2), ("n_bytes", 1), ("outcome", "failure"), ("approval_id", "yes")),
        *(("credential_id", "other"), ("source_ip", "10.0.0.1"), ("session_id", "other")),
        *(("resource", "prod/db"), ("tool", "other"), ("action", "delete")),
        *(("environment", "prod"), ("attributes", {"mcp.readOnlyHint": True})),
    ],
)
def test_what_decides_is_part_of_the_content(name: str, value: Any) -> None:
    """Else a second event behind the id of the first would be dropped as its repeat."""
    featurizer, other = Featurizer(HASH_KEY), msgspec.structs.replace(call(1, 0.0), **{name: value})
    assert featurizer.read(call(1, 0.0)).content != featurizer.read(other).content


def test_an_agent_that_changes_its_names_is_called_by_the_new_ones() -> None:
    """What was known of it is from its last event."""
    featurizer = Featurizer(HASH_KEY)
    for credential in ("own", "stolen", "own"):
        event = call(1, 0.0, credential_id=credential)
        assert featurizer.read(event).x.credential == featurizer.hashed(credential)


def test_what_is_forgotten_is_read_alike_again() -> None:
    """More targets than are remembered at once."""
    featurizer, event = Featurizer(HASH_KEY), call(1, 0.0, resource="prod/db")
    before = featurizer.read(event).x
    for i in range(66_000):
        featurizer.hashed(f"name {i}")
    for i in range(66_000):
        featurizer(call(1, 0.0, resource=f"crm/{i}"), 0.0)
    assert featurizer.read(event).x == before


def test_a_tool_that_reads_a_thing_is_not_a_pair_with_changing_it() -> None:
    """A shell that showed a folder a hundred times has not emptied it once."""
    call_of: dict[str, Any] = {
        "event_id": "1",
        "agent_id": "a",
        "time": MONDAY,
        "tool": "shell",
        "resource": "/a",
    }
    reads = featurize(ActionEvent(**call_of, action="read"))
    changes = featurize(ActionEvent(**call_of, action="delete"))
    assert reads.tool == changes["tool"]
    assert reads.pair != changes["pair"]


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_any_time_is_the_same_to_the_last_bit(time: datetime) -> None:
    """However it is counted: profiles keep it."""
    assert Featurizer(HASH_KEY).read(call(1, 0.0, time=time)).time == time.timestamp()
