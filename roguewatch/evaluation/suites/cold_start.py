"""Suite `cold-start`: what is seen, and what is mistaken, while little is known yet."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

from baselines.features import Action
from roguewatch.demo.config import demo_config
from roguewatch.evaluation.competitors.static_thresholds import StaticThresholds
from roguewatch.evaluation.judging import Judge, WorkerCore
from roguewatch.simulation import Fleet
from roguewatch.simulation.benchmark.benchmark import START, in_time_order
from roguewatch.simulation.benchmark.newcomers import burst_after, newcomer
from roguewatch.simulation.benchmark.renamed import Renamed
from roguewatch.simulation.benchmark.upgrade import Upgrade
from roguewatch.simulation.personas import EIGHT
from streams.events import ActionEvent

from .alone import alone_rows
from .base import Options, Result, Suite
from .given import FORMAT, given_history
from .progress import Progress
from .row import OURS, Row

SEEN = (0, 3, 10, 30, 100)
VERBS: tuple[Action, ...] = ("delete", "send", "write", "read")
SIZES, SIZES_QUICK = (120, 8, 96), (40, 2, 24)
"""Agents of the fleet, bursts of each kind, and newcomers that only work."""
BEGINS_DAY, N_DAYS = 7, 10
RELEASE_DAY = 9
FLOORS_OF_BURSTS = {"alerted": 0.9}
GOALS_OF_BURSTS = {"alerted": 0.95}


class ColdStart(Suite):
    """Agents that join a fleet a week old, a release for everybody, and four agents quite alone.

    A newcomer does so many ordinary things and then sixty calls of one kind, five a second, of
    deletes, sends, writes or reads: `alerted` is the share with an alert before the burst is over,
    `by call 3` the share that had it by then. Other newcomers only work: `false alerts` by how
    many events of theirs had been seen. Nothing that a release does deserves a stop.
    """

    name = "cold-start"
    summary = "Bursts and false alarms of agents with little or no past; a release for everybody."
    may_take = f"{FORMAT}; newcomers are then lives out of it under names of their own"

    def run(self, options: Options, progress: Progress) -> Result:
        rows: list[Row] = []
        makers: list[Callable[[], Judge]] = [lambda: WorkerCore(demo_config()), StaticThresholds]
        for make in makers:
            rows += _newcomers(make(), options, progress)
        for make in makers:
            rows.append(_release(make(), options, progress))
        return Result(rows + alone_rows(makers, options.seed))


def _newcomers(judge: Judge, options: Options, progress: Progress) -> list[Row]:
    _, n_each, n_benign = SIZES_QUICK if options.is_quick else SIZES
    events, live = _fleet(options)
    bursts: dict[str, tuple[int, int]] = {}
    number = 0
    for n_seen in SEEN:
        for verb in VERBS * n_each:
            life = live(number)
            number += 1
            if len(life) < max(1, n_seen):
                continue
            before, burst = burst_after(life, n_seen, verb, options.seed)
            events += [*before, *burst]
            bursts |= {event.event_id: (n_seen, n) for n, event in enumerate(burst, start=1)}
    benign: dict[str, int] = {}
    for other in range(number, number + n_benign):
        life = live(other)
        events += life
        benign |= {event.event_id: n for n, event in enumerate(life)}
    first, false, seen = _hear(judge, in_time_order(events), bursts, benign, progress)
    return [
        *(_burst_row(judge.name, n, first, bursts) for n in (*SEEN, None)),
        *(_false_row(judge.name, at, false, seen) for at in SEEN),
    ]


def _fleet(options: Options) -> tuple[list[ActionEvent], Callable[[int], list[ActionEvent]]]:
    """Ten days of a fleet, and the life of the n-th newcomer after the seventh."""
    given = given_history(options)
    if given is None:
        n_agents = (SIZES_QUICK if options.is_quick else SIZES)[0]
        start, n_days = START + timedelta(days=BEGINS_DAY), N_DAYS - BEGINS_DAY
        fleet = Fleet(options.seed, n_agents, START, N_DAYS, personas=EIGHT)
        return list(fleet.events()), lambda n: newcomer(n, options.seed, start, n_days)
    first = given[0].time
    ends = first + timedelta(days=N_DAYS)
    renamed = Renamed(given, first + timedelta(days=BEGINS_DAY), ends)
    return [event for event in given if event.time < ends], renamed.life


def _hear(
    judge: Judge,
    events: Sequence[ActionEvent],
    bursts: dict[str, tuple[int, int]],
    benign: dict[str, int],
    progress: Progress,
) -> tuple[dict[str, tuple[int, int]], Counter[int], Counter[int]]:
    """Each burst's first alert; false alerts and events of newcomers by events seen before."""
    first: dict[str, tuple[int, int]] = {}
    false: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    spoken = judge.run(events)
    for event in progress.follow(events, judge.name):
        said = next(spoken)
        if event.event_id in bursts and said.is_alert:
            first.setdefault(event.key, bursts[event.event_id])
        elif event.event_id in benign:
            step = max(n for n in SEEN if n <= benign[event.event_id])
            seen[step] += 1
            false[step] += said.is_new
    return first, false, seen


def _burst_row(
    name: str,
    n_seen: int | None,
    first: dict[str, tuple[int, int]],
    bursts: dict[str, tuple[int, int]],
) -> Row:
    """Of the bursts after so many events, or of all."""
    n_bursts = sum(n == 1 and n_seen in (None, seen) for seen, n in bursts.values())
    calls = [n for seen, n in first.values() if n_seen in (None, seen)]
    return Row(
        suite="cold-start",
        competitor=name,
        part="bursts" if n_seen is None else f"  after {n_seen} events",
        figures={
            "bursts": float(n_bursts),
            "alerted": len(calls) / n_bursts,
            "by call 3": sum(n <= 3 for n in calls) / n_bursts,
        },
        must=FLOORS_OF_BURSTS if n_seen is None and name == OURS else {},
        goal=GOALS_OF_BURSTS if n_seen is None and name == OURS else {},
    )


def _false_row(name: str, at: int, false: Counter[int], seen: Counter[int]) -> Row:
    return Row(
        suite="cold-start, false alarms",
        competitor=name,
        part=f"newcomers from event {at} on",
        figures={
            "events": float(seen[at]),
            "false alerts": float(false[at]),
            "in 1,000 events": 1_000.0 * false[at] / seen[at] if seen[at] else None,
        },
    )


def _release(judge: Judge, options: Options, progress: Progress) -> Row:
    """Count alerts and stops on the two days after a release that moves everybody."""
    before_it = _before_release(options)
    n_agents = len({event.key for event in before_it})
    moment = before_it[0].time.replace(hour=0, minute=0, second=0, microsecond=0)
    moment += timedelta(days=RELEASE_DAY)
    events = list(Upgrade(moment).pass_on(before_it))
    spoken = judge.run(events)
    alerts = stops = before = 0
    for event in progress.follow(events, f"{judge.name}, release"):
        said = next(spoken)
        if event.time >= moment:
            alerts += said.is_new
            stops += said.is_stop
        elif event.time >= moment - timedelta(days=2):
            before += said.is_new
    return Row(
        suite="cold-start, release",
        competitor=judge.name,
        part=f"all {n_agents} agents change tools and version",
        figures={"alerts before": float(before), "alerts": float(alerts), "stops": float(stops)},
        must={"stops": 0.0, "alerts": before + 1.0} if judge.name == OURS else {},
        at_most=("alerts", "stops"),
    )


def _before_release(options: Options) -> list[ActionEvent]:
    """What a fleet would have done in the days around a release, had none come."""
    given = given_history(options)
    if given is None:
        n_agents = (SIZES_QUICK if options.is_quick else SIZES)[0]
        fleet = Fleet(options.seed, n_agents, START, RELEASE_DAY + 2, personas=EIGHT)
        return list(fleet.events())
    ends = given[0].time + timedelta(days=RELEASE_DAY + 2)
    return [event for event in given if event.time < ends]
