"""What a dial comes to on benign traffic, cohort by cohort."""

from pathlib import Path

import msgspec

from roguewatch.demo.config import demo_config
from roguewatch.replaying.key import REPLAY_KEY
from roguewatch.simulation.benchmark.traffic import Condition, benign
from streams.events import ActionEvent
from streams.reading import History
from streams.replay import Replay

from .judging.tally import DAY_S, LEARNING_S

SNAPSHOT_HOURS = 3
"""Hourly ones would take most of the time; older peers make it no easier to keep a promise."""


class BenignRun(msgspec.Struct, frozen=True):
    """A fleet in which nobody goes rogue, and the dial it is watched with.

    Parameters
    ----------
    seed, n_agents, condition
        Of the simulated fleet, as for `benign`.
    dial
        Alerts in 1,000 agent-days.
    data
        A history in its place.
    """

    seed: int
    n_agents: int
    condition: Condition
    dial: float
    data: Path | None = None

    def events(self) -> list[ActionEvent]:
        """What the fleet does, in order of time."""
        if self.data is not None:
            return History([self.data]).read()
        return benign(self.seed, self.n_agents, self.condition)


class Found(msgspec.Struct):
    """What a cohort came to."""

    n_days: int = 0
    n_alerts: int = 0
    n_direct: int = 0

    def add(self, other: "Found") -> None:
        """Take in what the same cohort of another fleet came to."""
        self.n_days += other.n_days
        self.n_alerts += other.n_alerts
        self.n_direct += other.n_direct


def replay_benign(run: BenignRun) -> dict[str, Found]:
    """What every cohort came to after the third day.

    Examples
    --------
    >>> found = replay_benign(BenignRun(seed=1, n_agents=8, condition="rhythm", dial=5.0))
    >>> len(found), min(one.n_days for one in found.values()) > 0
    (8, True)
    """
    events = run.events()
    config = msgspec.structs.replace(demo_config(), alerts_per_1000_agent_days=run.dial)
    replay = Replay(config, REPLAY_KEY, is_all_scored=False, snapshot_hours=SNAPSHOT_HOURS)
    start = events[0].timestamp
    found: dict[str, Found] = {}
    days: set[tuple[str, int]] = set()
    for event in events:
        made = [one for one in replay.process_one(event).alerts if one.activity == "create"]
        if event.timestamp - start < LEARNING_S:
            continue
        here = found.setdefault(event.cohort or "none", Found())
        day = (event.key, int(event.timestamp // DAY_S))
        here.n_days += day not in days
        days.add(day)
        here.n_alerts += len(made)
        here.n_direct += sum(one.direct for one in made)
    return found
