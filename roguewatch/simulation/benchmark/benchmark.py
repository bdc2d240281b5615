"""The benchmark as a whole: events, and apart from them the labels."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from streams.events import ActionEvent

from ..casting import observe
from ..fleet import Fleet
from ..incidents.case import Case
from ..incidents.cases import CASES
from ..incidents.stage import Stage
from ..personas import EIGHT
from .direction import Direction
from .flaky import Flaky
from .label import Label
from .planned import planned_jobs
from .releases import Releases
from .splits import SPLITS, Split
from .timeline import Timeline

NAME = "roguewatch-incidents"
VERSION = 1
"""Raised whenever the same split would give other events or labels."""
START = datetime(2026, 1, 5, tzinfo=UTC)
N_AGENTS = 320
N_DAYS = 14
FIRST_INCIDENT_DAY = 9
LAST_INCIDENT_DAY = 11


class Benchmark:
    """Eight trades, two weeks, and every case once, on the tenth day or later.

    Parameters
    ----------
    split
        `dev` to tune on, `test` to tell figures of.
    n_agents
        Size of the fleet; the published one has 320.
    seed
        Instead of the split's own, for more of the same.
    cases
        What happens; nothing at all gives a fleet that is benign throughout.

    Examples
    --------
    >>> benchmark = Benchmark("dev", n_agents=60, cases=())
    >>> benchmark.events[0].time.date().isoformat(), benchmark.labels
    ('2026-01-05', [])
    """

    def __init__(
        self,
        split: Split,
        n_agents: int = N_AGENTS,
        seed: int | None = None,
        cases: tuple[Case, ...] = CASES,
    ) -> None:
        self.split = split
        self.seed = SPLITS[split] if seed is None else seed
        fleet = Fleet(self.seed, n_agents, START, N_DAYS, personas=EIGHT)
        ordinary = in_time_order(
            Flaky(self.seed).pass_on(Releases(self.seed).pass_on(fleet.events()))
        )
        self.agents = sorted({event.key for event in ordinary})
        days = [
            START + timedelta(days=day) for day in range(FIRST_INCIDENT_DAY, LAST_INCIDENT_DAY + 1)
        ]
        before = observe(event for event in ordinary if event.time < days[0])
        direction = Direction(before, Timeline(ordinary), days, self.seed)
        stages = self._play(direction, cases)
        asleep = dict(_asleep(stages))
        planned = planned_jobs(before, days, self.seed, direction.taken)
        self.labels = [self._label(case, stage) for case, stage in stages]
        self.events = in_time_order(
            [
                *(event for event in ordinary if not _sleeps(event, asleep)),
                *planned,
                *(event for _, stage in stages for event in stage.events),
            ]
        )

    def _play(self, direction: Direction, cases: tuple[Case, ...]) -> list[tuple[Case, Stage]]:
        """Play every case; the one with the fewest possible players chooses first."""
        stages: dict[str, Stage] = {}
        for case in sorted(cases, key=lambda case: (direction.n_fitting(case), case.name)):
            number = [other.name for other in cases].index(case.name)
            stages[case.name] = stage = direction.stage(case, number)
            case.play(stage)
        return [(case, stages[case.name]) for case in cases]

    def _label(self, case: Case, stage: Stage) -> Label:
        rogue_ids = stage.rogue_ids
        rogue = [event for event in stage.events if event.event_id in rogue_ids]
        keys = (player.habits.key for player in stage.players)
        return Label(
            benchmark=f"{NAME}@{VERSION}",
            split=self.split,
            incident=case.name,
            title=case.title,
            kind=case.kind,
            stop_by=case.stop_by,
            keys=tuple(dict.fromkeys((*keys, *(event.key for event in rogue)))),
            start=rogue[0].timestamp,
            end=rogue[-1].timestamp,
            event_ids=tuple(event.event_id for event in rogue),
        )


def _asleep(stages: Iterable[tuple[Case, Stage]]) -> Iterator[tuple[str, datetime]]:
    """From when on the players of some cases do nothing of their own any more."""
    for case, stage in stages:
        if case.asleep_days:
            for player in stage.players:
                first = player.events[0]
                yield first.key, first.time - timedelta(days=case.asleep_days)


def _sleeps(event: ActionEvent, asleep: dict[str, datetime]) -> bool:
    since = asleep.get(event.key)
    return since is not None and event.time >= since


def in_time_order(events: Iterable[ActionEvent]) -> list[ActionEvent]:
    """Sort events by time, and by id among equals."""
    return sorted(events, key=lambda event: (event.time, event.event_id))
