"""Which past an agent and its peers have when a run of a task is judged."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from baselines import Profile
from streams.snapshot import build_snapshot

from .history import NOBODY, History

Histories = Mapping[str, History]


class Past(NamedTuple):
    """What is known when runs of one task of one agent are judged: never that task of its own."""

    agent: str
    task: str | None
    own: Profile
    peers: Profile
    in_order: Profile
    """The agent's own past as a worker would have it that saw its runs come in."""


def new_to_everybody(cohort: Histories, tasks: list[str | None]) -> Iterator[Past]:
    """Protocol A: nobody's past has the task. Work that nobody has seen; the lower bound."""
    for task in tasks:
        first = {agent: history.learn(task, NOBODY) for agent, history in cohort.items()}
        peers = {agent: _peers(first, agent, cohort[agent].cohort) for agent in cohort}
        own = {agent: h.learn(task, peers[agent]) for agent, h in cohort.items()}
        for agent, history in cohort.items():
            known = _peers(own, agent, history.cohort)
            in_order = history.learn(task, known, is_in_order=True)
            yield Past(agent, task, own[agent], known, in_order)


def new_to_this_agent(cohort: Histories, tasks: list[str | None]) -> Iterator[Past]:
    """Protocol B: the peers' past keeps the task. A fleet that shares kinds of work.

    What the peers learned, they learned without this agent: nothing of its task comes back.
    """
    first = {agent: history.learn(None, NOBODY) for agent, history in cohort.items()}
    for agent, history in cohort.items():
        others = {name: profile for name, profile in first.items() if name != agent}
        again = {
            name: cohort[name].learn(None, _peers(others, name, history.cohort)) for name in others
        }
        peers = _peers(again, agent, history.cohort)
        for task in tasks:
            own = history.learn(task, peers)
            yield Past(agent, task, own, peers, history.learn(task, peers, is_in_order=True))


PROTOCOLS = {"A": new_to_everybody, "B": new_to_this_agent}


def _peers(profiles: Mapping[str, Profile], agent: str, cohort: str | None) -> Profile:
    """What the others do, by the worker's own snapshot."""
    others = sorted((name, p) for name, p in profiles.items() if name != agent)
    snapshot = build_snapshot(1, 0.0, others)
    return snapshot.peers(agent.partition("/")[0], cohort)
