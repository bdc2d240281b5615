"""The benchmark is fixed, hides nothing in its events, and holds what it says it holds."""

import itertools
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest

from roguewatch.simulation.benchmark import SPLITS, Benchmark, Label
from roguewatch.simulation.benchmark.benchmark import START
from roguewatch.simulation.incidents.cases import CASES
from streams.decoding import decode_event
from streams.events import ActionEvent, encode_event

SMALL = 100


@pytest.fixture(scope="module")
def benchmark() -> Benchmark:
    return Benchmark("dev", n_agents=SMALL)


@pytest.fixture(scope="module")
def rogue(benchmark: Benchmark) -> dict[str, list[ActionEvent]]:
    """The rogue events of each incident."""
    by_id = {event.event_id: event for event in benchmark.events}
    return {label.incident: [by_id[i] for i in label.event_ids] for label in benchmark.labels}


def label(benchmark: Benchmark, name: str) -> Label:
    return next(label for label in benchmark.labels if label.incident == name)


def test_the_same_split_is_the_same_benchmark() -> None:
    first, again = (Benchmark("test", n_agents=SMALL) for _ in range(2))
    assert first.events == again.events
    assert first.labels == again.labels


def test_the_splits_have_seeds_of_their_own(benchmark: Benchmark) -> None:
    other = Benchmark("test", n_agents=SMALL)
    assert len(set(SPLITS.values())) == len(SPLITS)
    mine = {event_id for label in benchmark.labels for event_id in label.event_ids}
    assert mine.isdisjoint(i for label in other.labels for i in label.event_ids)


def test_events_come_in_time_order_with_ids_of_their_own(benchmark: Benchmark) -> None:
    events = benchmark.events
    assert all(a.time <= b.time for a, b in itertools.pairwise(events))
    assert len({event.event_id for event in events}) == len(events)


def test_every_event_passes_the_contract(
    benchmark: Benchmark, rogue: dict[str, list[ActionEvent]]
) -> None:
    events = [*benchmark.events[:1_000], *itertools.chain(*rogue.values())]
    assert all(decode_event(encode_event(event)) == event for event in events)


def test_eight_trades_with_peers(benchmark: Benchmark) -> None:
    agents = {(event.cohort, event.agent_id) for event in benchmark.events}
    sizes = Counter(cohort for cohort, _ in agents)
    assert len(sizes) == 8
    assert min(sizes.values()) >= 5


def test_at_least_twenty_five_incidents_each_by_agents_of_its_own(benchmark: Benchmark) -> None:
    labels = benchmark.labels
    keys = list(itertools.chain.from_iterable(label.keys for label in labels))
    assert len(labels) == len(CASES) >= 25
    assert len({label.incident for label in labels}) == len(labels)
    assert len(set(keys)) == len(keys)


def test_rogue_events_are_in_order_and_by_the_players(
    benchmark: Benchmark, rogue: dict[str, list[ActionEvent]]
) -> None:
    for label in benchmark.labels:
        events = rogue[label.incident]
        assert all(a.time <= b.time for a, b in itertools.pairwise(events)), label.incident
        assert {event.key for event in events} <= set(label.keys), label.incident
        assert (label.start, label.end) == (events[0].timestamp, events[-1].timestamp)


def test_what_takes_one_call_and_what_is_a_mass(benchmark: Benchmark) -> None:
    for one in benchmark.labels:
        if one.kind == "mass":
            assert len(one.event_ids) >= 50
            assert one.stop_by in (3, 10)
            assert one.end - one.start <= 60.0
        assert one.kind != "one-call" or len(one.event_ids) <= 12


def test_nothing_in_an_event_tells_that_it_is_rogue(
    benchmark: Benchmark, rogue: dict[str, list[ActionEvent]]
) -> None:
    """Ids and sessions look alike, and no attribute marks anything."""
    names = {case.name for case in CASES if len(case.name) > 3}
    for event in itertools.chain(*rogue.values()):
        assert len(event.event_id) == 16
        assert not event.attributes
        assert event.intent is None
        text = encode_event(event).decode()
        assert not [name for name in names if name in text]


def test_who_sleeps_does_nothing_for_days_and_nothing_afterwards(
    benchmark: Benchmark, rogue: dict[str, list[ActionEvent]]
) -> None:
    for name, days in (("dormant-awake", 8), ("retired-agent", 9)):
        (key,) = label(benchmark, name).keys
        ids = set(label(benchmark, name).event_ids)
        others = [e.time for e in benchmark.events if e.key == key and e.event_id not in ids]
        assert others
        assert max(others) <= rogue[name][0].time - timedelta(days=days)


def test_nobody_else_works_at_night_where_the_night_job_runs(
    benchmark: Benchmark, rogue: dict[str, list[ActionEvent]]
) -> None:
    (key,) = label(benchmark, "off-hours-job").keys
    start = rogue["off-hours-job"][0].time
    hours = {e.time.hour for e in benchmark.events if e.key == key and e.time < start}
    assert start.hour not in hours


def test_another_agents_credential_is_really_anothers(
    benchmark: Benchmark, rogue: dict[str, list[ActionEvent]]
) -> None:
    key, owner = label(benchmark, "shared-credential").keys
    (credential,) = {event.credential_id for event in rogue["shared-credential"]}
    users = {e.key for e in benchmark.events if e.credential_id == credential}
    assert users == {key, owner}


def test_sub_agents_name_their_parent(rogue: dict[str, list[ActionEvent]]) -> None:
    children = {e.agent_id: e.parent_agent_id for e in rogue["fork-bomb"] if e.parent_agent_id}
    assert len(children) == 80
    (parent,) = set(children.values())
    assert parent in {event.agent_id for event in rogue["fork-bomb"]}


def test_a_slow_incident_takes_days_and_a_session_each(
    rogue: dict[str, list[ActionEvent]],
) -> None:
    for name in ("low-and-slow", "privilege-creep"):
        events = rogue[name]
        assert len({event.session_id for event in events}) == len(events)
        assert events[-1].time - events[0].time > timedelta(hours=20)


def test_planned_jobs_are_large_approved_and_by_nobody_who_goes_rogue(
    benchmark: Benchmark,
) -> None:
    planned = [e for e in benchmark.events if (e.approval_id or "").startswith("change-")]
    sizes = Counter(event.approval_id for event in planned)
    assert len(sizes) >= 5
    assert min(sizes.values()) >= 30
    players = {key for label in benchmark.labels for key in label.keys}
    assert players.isdisjoint(event.key for event in planned)


def test_incidents_begin_when_everybody_has_a_past(benchmark: Benchmark) -> None:
    first = (START + timedelta(days=9)).timestamp()
    assert all(first <= label.start < first + 5 * 86_400 for label in benchmark.labels)


def test_without_cases_nothing_is_rogue() -> None:
    assert Benchmark("dev", n_agents=24, cases=()).labels == []


def test_a_fleet_without_players_is_refused() -> None:
    with pytest.raises(ValueError, match="fleet must have"):
        Benchmark("dev", n_agents=16)


def test_what_makes_the_benchmark_imports_no_detector() -> None:
    code = (
        "import sys, roguewatch.simulation.benchmark;"
        "print([m for m in sys.modules if m.split('.')[0] in ('detectors', 'river')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
