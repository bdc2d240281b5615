"""Runs of a simulated fleet, in some of which one thing is wrong."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from roguewatch.simulation.benchmark.newcomers import newcomer
from roguewatch.simulation.benchmark.renamed import Renamed
from roguewatch.simulation.benchmark.traffic import benign
from streams.events import ActionEvent

DAY_S = 86_400.0
FITTED_S, LEARNED_S = 6 * DAY_S, 9 * DAY_S
"""Until the first, a past to learn; from there to the second, calm runs to set thresholds with."""
ONE_IN = 4
UNSEEN_TOOL = "planted_tool"
N_REPEATS, N_EXTRA = 10, 10
NEW_DAYS = 2

Runs = dict[tuple[str, str], list[ActionEvent]]
Planter = Callable[[list[ActionEvent], random.Random], list[ActionEvent]]


def sized(factor: int) -> Planter:
    """One call moves so many times as much."""

    def plant(run: list[ActionEvent], rng: random.Random) -> list[ActionEvent]:
        at = rng.choice([at for at, event in enumerate(run) if event.n_bytes])
        sizes = {"n_items": run[at].n_items, "n_bytes": run[at].n_bytes}
        more = {name: factor * n for name, n in sizes.items() if n is not None}
        return [*run[:at], msgspec.structs.replace(run[at], **more), *run[at + 1 :]]

    return plant


def repeated(run: list[ActionEvent], rng: random.Random) -> list[ActionEvent]:
    """One call is made ten times more, five a second."""
    event = rng.choice(run)
    return run + [_copy(event, rng, 0.2 * n) for n in range(1, N_REPEATS + 1)]


def extra(run: list[ActionEvent], rng: random.Random) -> list[ActionEvent]:
    """Ten more of the run's own calls, a second after one of them."""
    return run + [_copy(rng.choice(run), rng, 1.0) for _ in range(N_EXTRA)]


def unseen(run: list[ActionEvent], rng: random.Random) -> list[ActionEvent]:
    """One more call, of a tool that nobody ever used."""
    return [*run, msgspec.structs.replace(_copy(rng.choice(run), rng, 1.0), tool=UNSEEN_TOOL)]


KINDS: dict[str, Planter] = {
    "10x the size": sized(10),
    "30x the size": sized(30),
    "100x the size": sized(100),
    "10 repeated calls": repeated,
    "10 extra calls": extra,
    "a tool never seen": unseen,
}
COLD = {f"{name}, a new agent": KINDS[name] for name in ("10 repeated calls", "10 extra calls")}


def planted_runs(
    seed: int, n_agents: int, n_new: int, history: Sequence[ActionEvent] | None = None
) -> tuple[Runs, dict[tuple[str, str], str]]:
    """All runs in order of their begin, and what is wrong with those that are not benign.

    New agents begin after the ninth day: nobody has a past of theirs. To a history that is given,
    lives out of it are added, an hour later and under names of their own.

    Examples
    --------
    >>> runs, wrong = planted_runs(1, 8, 2)
    >>> set(wrong.values()) <= {*KINDS, *COLD} and set(wrong) <= set(runs)
    True
    """
    rng = random.Random(f"{seed}/planted")
    events = benign(seed, n_agents, "rhythm") if history is None else history
    start = events[0].time
    runs, wrong = _sessions(events), dict[tuple[str, str], str]()
    known = {key for key, run in runs.items() if run[0].timestamp - start.timestamp() < LEARNED_S}
    first_day = start + timedelta(seconds=LEARNED_S)
    for life in _new_lives(seed, n_new, first_day, history):
        runs |= _sessions(life)
    old = {key[0] for key in known}
    kinds, cold = list(KINDS), list(COLD)
    for key in sorted(runs.keys() - known):
        if rng.randrange(ONE_IN) == 0 and any(event.n_bytes for event in runs[key]):
            name = rng.choice(kinds if key[0] in old else cold)
            runs[key] = (KINDS | COLD)[name](runs[key], rng)
            wrong[key] = name
    return dict(sorted(runs.items(), key=lambda item: item[1][0].time)), wrong


def _new_lives(
    seed: int, n_new: int, begins: datetime, history: Sequence[ActionEvent] | None
) -> Iterator[list[ActionEvent]]:
    """Two days of each new agent: out of the given history, where one is given."""
    if history is None:
        yield from (newcomer(number, seed, begins, NEW_DAYS) for number in range(n_new))
        return
    renamed = Renamed(history, begins, begins + timedelta(days=NEW_DAYS))
    n_agents = len({event.key for event in history})
    yield from (renamed.life(number) for number in range(min(n_new, n_agents)))


def _sessions(events: Sequence[ActionEvent]) -> Runs:
    runs: Runs = {}
    for event in events:
        # Who names no sessions has one a day.
        session = event.session_id or f"{event.time:%Y-%m-%d}"
        runs.setdefault((event.key, session), []).append(event)
    return runs


def _copy(event: ActionEvent, rng: random.Random, after_s: float) -> ActionEvent:
    time = event.time + timedelta(seconds=after_s)
    return msgspec.structs.replace(event, event_id=f"{rng.getrandbits(64):016x}", time=time)
