"""An event that a later stage cannot bear ends as a dead letter, and nothing else is lost."""

import functools

import pytest
from msgspec.structs import replace

from baselines import Baseline, Features
from roguewatch.evaluation.crash.traffic import CrashTraffic
from streams.assessing.assessment import Assessment
from streams.monitor import Monitor
from streams.profiles import ProfileStore, UnpackableProfile
from streams.read_event import ReadEvent
from streams.replay import Replay
from streams.topics import ACTIONS, dlq
from tests.streams.data_plane_run import (
    CONFIG,
    HASH_KEY,
    copy_of_history,
    drain,
    new_loop,
    outcome_of,
    profiles_of,
)
from tests.streams.memory_log import MemoryBroker, MemoryLog


class Stuck(Baseline):
    """A state that no message can carry."""

    name = "stuck"

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        pass

    def pack(self) -> list[object]:
        return [object()]


class Faulty(Monitor):
    """Spoils what one event leads to, at one stage."""

    def __init__(self, stage: str, event_id: str) -> None:
        super().__init__(CONFIG, HASH_KEY, ProfileStore())
        self.stage, self.event_id = stage, event_id

    def process_read(self, read: ReadEvent) -> Assessment:
        said, event = super().process_read(read), read.event
        if event.event_id != self.event_id:
            return said
        if self.stage == "state":
            self.profiles[event.key][Stuck].learn_one(Features(time=event.timestamp, verb=0))
        if self.stage == "finding":
            said.alerts = tuple(replace(a, time=float("nan")) for a in said.alerts)
        if self.stage == "request":
            said.stop_requests = tuple(replace(r, reason="x" * 100_000) for r in said.stop_requests)
        return said


@functools.cache
def speaking_events() -> list[Assessment]:
    """What the history's events raise, where they raise a stop request."""
    replay = Replay(CONFIG, HASH_KEY)
    events = CrashTraffic(3, 1_500, n_agents=24, n_incidents=12).events()
    return [said for said in replay.run(events) if said.stop_requests and said.alerts]


def letters(broker: MemoryBroker) -> list[tuple[str, bytes]]:
    records = broker.topics[dlq(ACTIONS), 0]
    return [(dict(r.headers)["stage"].decode(), dict(r.headers)["reason"]) for r in records]


async def run(stage: str, event_id: str, size: int, every: int) -> MemoryBroker:
    broker, _ = copy_of_history()
    # What the first one had no time to write, the second one writes.
    for _ in range(2):
        log = MemoryLog(broker, batch_sizes=[size])
        loop = new_loop(log, checkpoint_events=every, monitor=lambda: Faulty(stage, event_id))
        await drain(loop, log)
    return broker


_known: dict[str, str] = {}


async def state_hash_by_halves() -> str:
    """Of the same faulty event, met in other batches; run once."""
    if "hash" not in _known:
        broker = await run("state", speaking_events()[0].event_id, 50, 1)
        _known["hash"] = outcome_of(broker).state_hash
    return _known["hash"]


async def test_an_alert_that_cannot_be_told_loses_no_stop() -> None:
    _, expected = copy_of_history()
    broker = await run("finding", speaking_events()[0].event_id, 100, 200)
    outcome = outcome_of(broker)
    assert {stage for stage, _ in letters(broker)} == {"finding"}
    assert outcome.request_ids == expected.request_ids
    assert outcome.state_hash == expected.state_hash
    assert outcome.alert_ids <= expected.alert_ids


async def test_a_stop_request_that_cannot_be_sent_loses_no_other() -> None:
    _, expected = copy_of_history()
    spoilt = speaking_events()[0]
    broker = await run("request", spoilt.event_id, 100, 200)
    outcome = outcome_of(broker)
    ((stage, reason),) = letters(broker)
    assert (stage, b"payload must have at most" in reason) == ("request", True)
    assert outcome.alert_ids == expected.alert_ids
    assert outcome.state_hash == expected.state_hash
    lost = {request.request_id for request in spoilt.stop_requests}
    assert outcome.request_ids == expected.request_ids - lost


@pytest.mark.parametrize(("size", "every"), [(100, 1), (20, 1)])
async def test_an_event_that_leaves_a_state_nobody_can_write_is_forgotten_alone(
    size: int, every: int
) -> None:
    """The agent's other events still count, and those of others as if it had not been."""
    plain, _ = copy_of_history()
    log = MemoryLog(plain)
    await drain(new_loop(log), log)
    spoilt = speaking_events()[0]
    broker = await run("state", spoilt.event_id, size, every)
    ((stage, _),) = letters(broker)
    assert stage == "state"
    before, after = profiles_of(plain), profiles_of(broker)
    others = [key for key in before.keys() if key != spoilt.key]  # noqa: SIM118
    assert [after.packed(key) for key in others] == [before.packed(key) for key in others]
    assert after[spoilt.key].last_offset == before[spoilt.key].last_offset
    assert after.packed(spoilt.key) != before.packed(spoilt.key)
    outcome = outcome_of(broker)
    assert outcome.request_ids >= {r.request_id for r in spoilt.stop_requests}
    assert outcome.alert_ids >= {a.alert_id for a in spoilt.alerts}
    assert outcome.state_hash == await state_hash_by_halves()


def test_an_agent_at_rest_keeps_its_state_when_it_cannot_be_written() -> None:
    store = ProfileStore(max_decoded=1)
    store["default/a"][Stuck].learn_one(Features(time=0.0, verb=0))
    with pytest.raises(UnpackableProfile, match="default/a"):
        store["default/b"]
    assert "default/a" in store
