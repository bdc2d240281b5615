"""The worker's estimators come to what the definition comes to, run by run."""

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from roguewatch.evaluation.suites import OURS, Options
from roguewatch.evaluation.traces.comparing import Found, compare
from roguewatch.evaluation.traces.reading import read_recording
from roguewatch.evaluation.traces.run import Run
from tests.roguewatch.evaluation.traces.formula import (
    Levels,
    known,
    known_to_two,
    levels,
    statistic,
)
from tests.roguewatch.evaluation.traces.material import Record, traces, write

OTHERS = ("crm/a/1", "crm/a/2", "crm/b/1", "ann@example.org", "bob@example.org", "7.5", None)


def mixed(seed: int) -> list[Record]:
    """Traces of one suite whose agents now and then do something else, so that all levels occur."""
    chance = random.Random(seed)
    found = []
    for record in traces(seed):
        if record["agent_id"].endswith("office"):
            if chance.random() < 0.4:
                record["resource"] = chance.choice(OTHERS)
            if chance.random() < 0.3:
                record |= {"tool": "edit_note", "action": "write"}
            found.append(record)
    return found


def test_the_statistic_is_that_of_its_definition(tmp_path: Path) -> None:
    path = write(tmp_path / "traces.jsonl", mixed(seed=1))
    runs = read_recording(path, Options().leave_out).runs
    found: Found = {}
    compare(runs, found)
    agents = sorted({run.agent for run in runs})
    benign = {a: [run for run in runs if run.agent == a and run.is_benign] for a in agents}
    for run, judged in found["A", OURS].judged:
        past = {agent: _without(benign[agent], run.task) for agent in agents}
        assert judged.session == pytest.approx(_expected(run, past[run.agent], past, past))
    for run, judged in found["B", OURS].judged:
        own = _without(benign[run.agent], run.task)
        others = {agent: benign[agent] for agent in agents if agent != run.agent}
        assert judged.session == pytest.approx(_expected(run, own, benign, others))


def _expected(
    run: Run, own: list[Run], past: dict[str, list[Run]], known_of: dict[str, list[Run]]
) -> float:
    """Peers have this past; each of them has those of `known_of` for peers."""
    others = [agent for agent in past if agent != run.agent]
    peers = known_to_two(past[agent] for agent in others)
    theirs = _sum(
        levels(past[agent], known_to_two(runs for who, runs in known_of.items() if who != agent))
        for agent in others
    )
    return statistic(run, known(own), peers, levels(own, peers), theirs)


def _sum(counts: Iterable[Levels]) -> Levels:
    return sum(counts, Counter())


def _without(runs: list[Run], task: str | None) -> list[Run]:
    return [run for run in runs if run.task != task]
