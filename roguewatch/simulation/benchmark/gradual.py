"""Agents of one plain trade, some of which change so slowly that one could get used to it."""

import math
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import msgspec

from baselines.features import Action
from streams.events import ActionEvent

from .benchmark import START, in_time_order

LEARNED_DAY = 14
N_PEERS = 5
MOST = 50.0
BYTES = (20_000.0, 0.5)
READS, SENDS = (4, 7), (1, 3)

Factor = Callable[[int], float]


class Life(msgspec.Struct, frozen=True):
    """One agent: how many times the usual size and number its sends have on each day.

    Examples
    --------
    >>> life = Life("agent-1")
    >>> life.size(3), life.number(3)
    (1.0, 1.0)
    """

    agent_id: str
    size: Factor = lambda _: 1.0
    number: Factor = lambda _: 1.0

    def day(self, number: int, rng: random.Random) -> Iterator[ActionEvent]:
        """Yield what it does on one day: reads, then sends, some seconds apart."""
        time = START + timedelta(days=number, hours=9, seconds=rng.uniform(0.0, 6 * 3_600.0))
        session = f"{rng.getrandbits(48):012x}"
        for _ in range(rng.randint(*READS)):
            yield self._event(rng, time, session, "read", 1.0)
            time += timedelta(seconds=rng.lognormvariate(2.0, 0.8))
        for _ in range(max(1, round(rng.randint(*SENDS) * self.number(number)))):
            yield self._event(rng, time, session, "send", self.size(number))
            time += timedelta(seconds=rng.lognormvariate(2.0, 0.8))

    def _event(
        self, rng: random.Random, time: datetime, session: str, action: Action, factor: float
    ) -> ActionEvent:
        median, sigma = BYTES
        return ActionEvent(
            event_id=f"{rng.getrandbits(64):016x}",
            time=time,
            agent_id=self.agent_id,
            cohort="clerks",
            session_id=session,
            tool="send_file" if action == "send" else "read_file",
            action=action,
            resource=f"{'partner' if action == 'send' else 'folder'}:{rng.randrange(6)}",
            n_bytes=round(factor * rng.lognormvariate(math.log(median), sigma)),
            outcome="success",
        )


def ramp(per_day: float) -> Factor:
    """Growth by a share a day, from the day on which all is learned, up to fifty times.

    Examples
    --------
    >>> [round(ramp(0.1)(day), 2) for day in (0, 14, 15, 16, 200)]
    [1.0, 1.0, 1.1, 1.21, 50.0]
    """
    return lambda day: min(MOST, math.pow(1.0 + per_day, max(0, day - LEARNED_DAY)))


def n_days(per_day: float) -> int:
    """Give the days until a ramp has reached its top, the learning included."""
    return LEARNED_DAY + math.ceil(math.log(MOST) / math.log1p(per_day)) + 1


def live(lives: list[Life], days: int, seed: int) -> list[ActionEvent]:
    """Let these agents, and five of the same trade who never change, live side by side."""
    peers = [Life(f"peer-{n}") for n in range(N_PEERS)]
    events: list[ActionEvent] = []
    for one in (*lives, *peers):
        rng = random.Random(f"{seed}/{one.agent_id}")
        for day in range(days):
            events += one.day(day, rng)
    return in_time_order(events)
