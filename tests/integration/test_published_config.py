"""What was tuned in the notebook and published is what running workers do, alert for alert."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from msgspec.structs import replace

from alerts.key_files import init_keys
from alerts.keys import KeyRing
from baselines import SessionPeaks
from detectors.base import MAX_SLOTS
from detectors.config import Config
from detectors.registry import make_detectors
from detectors.weighing.slot_codes import slot_code
from roguewatch import workbench as rw
from roguewatch.demo.filling import fill
from roguewatch.simulation import Fleet
from streams.checkpoints import PARTITION_KEY, decode_partition
from streams.events import ActionEvent, encode_event
from streams.kafka.compacted import read_compacted
from streams.kafka.history_topic import prepare_for_history
from streams.kafka.producer import start_producer
from streams.partitions.recorded import read_state
from streams.replay import HOUR_S, Replay
from streams.snapshots.builder import SnapshotBuilder
from streams.told import read_findings
from streams.topics import ACTIONS, PROFILES

from .conftest import Broker
from .processes import Process, wait_until
from .steps import say

N_PARTITIONS = 2
START = datetime(2026, 1, 5, tzinfo=UTC)
N_DAYS = 4
LIVE = START + timedelta(days=N_DAYS - 1, hours=20)
"""Before this the log is history; from here on the builder builds, and a worker runs."""
PUBLISHED = LIVE + timedelta(hours=1)
SIZES = {
    "pipeline": "GaussianScorer(grace_period=10)",
    "target": "items",
    "features": ["items"],
    "per": "cohort",
    "grace": 30,
    "feeds": "volume",
}
# Who takes far more than usual is left to the pipeline, which is in shadow at first.
OWN = Config().clone(
    {"sizes": SIZES, "volume": {"stage": "shadow"}, "day_total": {"stage": "shadow"}}
)
TUNED = OWN.clone(
    {
        "sizes.stage": "promoted",
        "burst": {"dispersion": 1.25, "stage": "promoted"},
        "alerts_per_1000_agent_days": 20.0,
        "trees": {
            "pipeline": "StandardScaler | HalfSpaceTrees(n_trees=3, height=4, seed=7)",
            "grace": 100,
            "features": ["gap", "items", "delete"],
        },
    }
)
GREEDY = LIVE + timedelta(hours=3.4)
Key = tuple[str, str, int, int]


def history() -> list[ActionEvent]:
    """Return a small fleet's life; on the last evening four agents go rogue, hours apart.

    Three delete, and one reads far more than anybody does.
    """
    life = list(Fleet(seed=4, n_agents=9, start=START, n_days=N_DAYS).events())
    agents = sorted({(event.agent_id, event.cohort) for event in life})[:3]
    rogue = [
        ActionEvent(
            event_id=f"rogue-{number}-{n}",
            time=LIVE + timedelta(hours=1.2 * number + 0.4, seconds=n),
            agent_id=agent_id,
            cohort=cohort,
            tool="delete_file",
            action="delete",
            resource=f"x/{n}",
        )
        for number, (agent_id, cohort) in enumerate(agents)
        for n in range(15)
    ]
    known = {agent_id for agent_id, _ in agents}
    reads = [e for e in life if e.agent_id not in known and e.action == "read" and e.n_items > 1]
    usual = [event for event in reads if event.agent_id == reads[-1].agent_id][-12:]
    greedy = [
        replace(
            event,
            event_id=f"greedy-{n}",
            session_id="greedy",
            time=GREEDY + timedelta(seconds=20 * n),
            n_items=9_000,
        )
        for n, event in enumerate(usual)
    ]
    return sorted([*life, *rogue, *greedy], key=lambda event: event.time)


def long_measured(tuned: rw.PublishedConfig) -> rw.PublishedConfig:
    """Return it as if the pipeline had been measured in thousands of ordinary sessions."""
    sizes = next(d for d in make_detectors(TUNED) if d.name == "sizes")
    base = slot_code(sizes) * MAX_SLOTS
    found = {}
    for cohort, packed in tuned.calibration.items():
        peaks = SessionPeaks()
        peaks.unpack(packed)
        peaks.counts |= {base: {0: 4_000, 12: 100}, base + 1: {0: 4_000}}
        found[cohort] = peaks.pack()
    return replace(tuned, calibration=found)


@pytest.fixture
def bare(
    bare_broker: Broker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Broker, KeyRing]:
    """Return a broker with topics that hold history, and the keys of all roles."""
    init_keys(tmp_path / "keys")
    prepare_for_history(bare_broker.bootstrap_servers, N_PARTITIONS, False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROGUEWATCH_BOOTSTRAP_SERVERS", bare_broker.bootstrap_servers)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(tmp_path / "keys"))
    monkeypatch.setenv("ROGUEWATCH_METRICS_PORT", "0")
    (tmp_path / "own.toml").write_text(rw.to_toml(OWN))
    monkeypatch.setenv("ROGUEWATCH_CONFIG", str(tmp_path / "own.toml"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    return bare_broker, KeyRing.load(tmp_path / "keys")


async def send(servers: str, events: list[ActionEvent]) -> None:
    producer, _ = await start_producer(servers, linger_ms=5)
    for event in events:
        milliseconds = int(event.timestamp * 1_000)
        await producer.send(
            ACTIONS, encode_event(event), key=event.key.encode(), timestamp_ms=milliseconds
        )
    await producer.stop()


async def build(servers: str, keys: KeyRing, hour: int) -> None:
    builder = SnapshotBuilder(servers, keys, clock=lambda: hour * HOUR_S + 1.0, config=OWN)
    await builder.on_start()
    try:
        assert await builder.build_if_due() is not None
    finally:
        await builder.on_stop()


async def n_unwritten(servers: str) -> int:
    """How many records of the log the workers' checkpoints do not know yet."""
    ends: dict[int, int] = {}
    async for record in read_compacted(servers, ACTIONS, range(N_PARTITIONS)):
        ends[record.partition] = record.offset + 1
    done = dict.fromkeys(range(N_PARTITIONS), 0)
    async for record in read_compacted(servers, PROFILES, range(N_PARTITIONS)):
        if record.key == PARTITION_KEY and record.value is not None:
            done[record.partition] = decode_partition(record.value).offset
    return sum(end - done[number] for number, end in ends.items())


def told(findings: list[bytes]) -> set[Key]:
    found = [json.loads(finding) for finding in findings]
    return {
        (f["finding_info"]["uid"], f["activity_name"].lower(), f["risk_score"], f["time"])
        for f in found
    }


def expected(replayed: rw.Replayed) -> set[Key]:
    return {(a.alert_id, a.activity, a.risk, round(a.time * 1_000)) for a in replayed.raised}


def test_a_published_configuration_gives_the_notebooks_alerts(
    bare: tuple[Broker, KeyRing], tmp_path: Path
) -> None:
    """Alerts and profiles, which hold what a River pipeline has learned and scored."""
    broker, keys = bare
    servers, hash_key = broker.bootstrap_servers, keys.hash_key
    assert hash_key is not None
    events = history()
    before = [event for event in events if event.time < LIVE]
    after = [event for event in events if event.time >= LIVE]
    asyncio.run(fill(servers, before, OWN, keys, N_PARTITIONS, lambda _: None))
    config_file = tmp_path / "tuned.toml"
    config_file.write_text(rw.to_toml(TUNED))
    known = [event for event in events if event.time < PUBLISHED]
    tuned = rw.calibrated(known, TUNED, reason="tuned on this week", hash_key=hash_key)
    assert tuned.calibration
    tuned = long_measured(tuned)
    is_published = False
    with Process.of_command(tmp_path / "worker.log", "worker", "--session-timeout-ms", "3000"):
        for hour, chunk in groupby(after, key=lambda event: int(event.timestamp) // HOUR_S):
            wait_until(lambda: asyncio.run(n_unwritten(servers)) == 0, 60.0)
            if hour * HOUR_S >= PUBLISHED.timestamp() and not is_published:
                is_published = True
                rw.publish(tuned, servers, tmp_path / "keys")
            asyncio.run(build(servers, keys, hour))
            asyncio.run(send(servers, list(chunk)))
        wait_until(lambda: asyncio.run(n_unwritten(servers)) == 0, 60.0)
    rebuilt = rw.replay_whole(events, OWN, hash_key, changes=[(PUBLISHED, tuned)])
    worker = told(asyncio.run(read_findings(servers)))
    assert worker == expected(rebuilt)
    by_tuned = [a for a in rebuilt.raised if a.config_hash == TUNED.hash]
    assert len({alert.agent_id for alert in by_tuned}) >= 2
    by_sizes = next(alert for alert in by_tuned if "sizes" in alert.detectors)
    assert rw.to_events(rw.TopicRange(servers)) == events
    for alert in (rebuilt.raised[0], by_tuned[0], by_sizes):
        assert "decided again: risk" in say("explain", alert.alert_id)
    core = Replay(OWN, hash_key, changes=[(PUBLISHED.timestamp(), tuned.publication)])
    for event in events:
        core.process_one(event)
    packed = [core.profiles.packed(event.key) for event in events[-20:]]
    assert any("river.trees@1" in profile for profile in packed)
    state = asyncio.run(read_state(servers, N_PARTITIONS))
    assert state.state_hash() == core.state_hash()
