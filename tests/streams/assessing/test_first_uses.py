"""What an agent uses for the first time is told of, once, and alike in every replay."""

from datetime import UTC, datetime, timedelta
from typing import Any

from detectors.config import Config
from streams.assessing.assessment import Assessment
from streams.assessing.first_uses import symbol
from streams.events import ActionEvent
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.replay import Replay

KEY = b"0123456789abcdef"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def call(agent: str, minute: float, credential: str, **more: Any) -> ActionEvent:
    return ActionEvent(
        event_id=f"{agent}-{minute}",
        agent_id=agent,
        time=START + timedelta(minutes=minute),
        credential_id=credential,
        tool="read_mail",
        action="read",
        resource="inbox",
        **more,
    )


def assessed(monitor: Monitor, *events: ActionEvent) -> list[Assessment]:
    return [monitor.process_one(event) for event in events]


def new_monitor() -> Monitor:
    return Monitor(Config(), KEY, ProfileStore(), is_all_scored=False)


def test_each_kind_is_told_of_once() -> None:
    more = {"source_ip": "10.0.0.1", "model": "m", "agent_version": "v", "parent_agent_id": "p"}
    first, again = assessed(new_monitor(), *(call("a", n, "cred", **more) for n in range(2)))
    kinds = [use.kind for use in first.firsts]
    assert kinds == ["credential", "address", "version", "model", "parent"]
    assert first.firsts[-1].parent == "p"
    assert again.firsts == ()


def test_it_carries_its_evidence_and_how_many_were_known() -> None:
    *_, last = assessed(new_monitor(), call("a", 0, "one"), call("a", 30, "two"))
    (use,) = last.firsts
    assert (use.n_known, use.age_s, use.evidence.credential_id) == (1, 1_800.0, "two")
    assert (use.evidence.agent_id, use.evidence.event_id) == ("a", "a-30")


def test_a_repeat_and_an_announcement_tell_nothing() -> None:
    monitor, event = new_monitor(), call("a", 0, "one")
    announced = call("a", 1, "two", phase="intent")
    assert [len(a.firsts) for a in assessed(monitor, event, event, announced)] == [1, 0, 0]


def test_a_restored_agent_tells_nothing_again() -> None:
    monitor = new_monitor()
    assessed(monitor, call("a", 0, "one"))
    again = new_monitor()
    again.profiles.put("default/a", monitor.profiles.packed("default/a"), 0)
    assert assessed(again, call("a", 1, "one"))[0].firsts == ()


def test_tenants_and_kinds_have_symbols_of_their_own() -> None:
    symbols = {
        symbol(KEY, kind, tenant, "x") for kind in ("credential", "model") for tenant in ("a", "b")
    }
    assert len(symbols) == 4


def test_a_replay_tells_of_a_shared_credential_on_the_borrowers_first_call() -> None:
    agents = [f"agent-{n}" for n in range(60)]
    story = [call(agent, 60.0 * hour, agent) for hour in range(0, 100, 10) for agent in agents]
    story.append(call("agent-3", 6_000.0, "agent-7"))
    told = [a for assessment in Replay(Config(), KEY).run(story) for a in assessment.alerts]
    shared = [a for a in told if a.detectors == ("shared_credential",)]
    assert [a.agent_id for a in shared] == ["agent-3"]
    assert [event.agent_id for event in shared[0].evidence] == ["agent-7", "agent-3"]
