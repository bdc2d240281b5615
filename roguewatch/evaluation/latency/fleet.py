"""Who goes rogue in the latency bench, and the fleet that makes it a small part of many."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from roguewatch.simulation import Fleet
from roguewatch.simulation.agent import SimulatedAgent
from roguewatch.simulation.casting import as_part, observe
from roguewatch.simulation.fleet import shared_targets
from roguewatch.simulation.habits import Habits
from roguewatch.simulation.incidents import Call
from roguewatch.simulation.incidents.volume_delete import VolumeDelete
from roguewatch.simulation.part import Part
from roguewatch.simulation.personas import CODING
from streams.events import ActionEvent

N_DAYS = 4
CALL_EVERY_S = 0.02
CALLS_FOR_S = 1.5
# One call that speaks for itself may stop a tenth of the active agents: with eleven others for
# each that goes rogue, the storm guard holds none of them.
OTHERS_PER_STOP = 11
_QUIET = timedelta(hours=2)


class LatencyFleet(msgspec.Struct, frozen=True):
    """A history that ends now, the parts of those that will go rogue, and who may make load.

    Each rogue agent calls on every 20 ms, refused or not, from its one destructive call on.

    Examples
    --------
    >>> LatencyFleet([], [], []).parts
    []
    """

    events: list[ActionEvent]
    parts: list[Part]
    load: list[ActionEvent]
    """One harmless event of each agent that may be repeated as background."""

    @classmethod
    def make(cls, n_stops: int, seed: int, now: datetime) -> "LatencyFleet":
        """Four days of `n_stops` coding agents, and one event of each of many others."""
        incident, rng = VolumeDelete(), random.Random(f"{seed}/latency")
        shared = shared_targets(CODING, seed)
        events: list[ActionEvent] = []
        parts: list[Part] = []
        number = 0
        while len(parts) < n_stops:
            number += 1
            if number > 20 * n_stops + 100:
                raise ValueError(f"agents must fit the incident; {len(parts)} of {n_stops} do")
            agent = SimulatedAgent(CODING, number, seed, shared, prefix="rogue-")
            past = list(_past(agent, now))
            habits = observe(past).get(f"default/{agent.identity.agent_id}")
            if habits is None or not incident.fits(habits):
                continue
            events += past
            parts.append(as_part(habits, incident.name, tuple(_script(habits, rng))))
        others = list(_others(max(n_stops * OTHERS_PER_STOP, 10), seed, now))
        events = sorted([*events, *others], key=lambda event: event.time)
        return cls(events, parts, [event for event in others if event.action == "read"])


def _past(agent: SimulatedAgent, now: datetime) -> Iterator[ActionEvent]:
    midnight = _midnight(now) - timedelta(days=N_DAYS)
    days = [agent.day(day, midnight + timedelta(days=day)) for day in range(N_DAYS + 1)]
    events = sorted((event for day in days for event in day), key=lambda event: event.time)
    # Nobody is in the middle of a session when it goes rogue in another one.
    yield from (event for event in events if event.time <= now - timedelta(minutes=1))


def _others(n_agents: int, seed: int, now: datetime) -> Iterator[ActionEvent]:
    """One event of each, within the last day."""
    fleet = Fleet(seed, n_agents, now, n_days=1, prefix="other-")
    rng = random.Random(f"{seed}/others")
    for agent in fleet.agents:
        # Of a Wednesday: hardly anybody works on a Sunday.
        event = next(agent.day(0, fleet.start - timedelta(days=fleet.start.weekday() - 2)), None)
        if event is not None:
            ago = timedelta(seconds=rng.uniform(_QUIET.total_seconds(), 20 * 3_600))
            yield replace(event, time=now - ago)


def _script(habits: Habits, rng: random.Random) -> list[Call]:
    """A few ordinary reads, then one destructive call after the other."""
    reads = [event for event in habits.recent if event.action == "read"][-3:]
    prelude = [
        Call(
            tool=event.tool,
            action=event.action,
            resource=event.resource,
            delay_s=rng.uniform(0.05, 0.4),
            n_bytes=event.n_bytes,
        )
        for event in reads
    ]
    deletes = [
        Call(
            tool="deleteVolume",
            action="delete",
            resource=f"volume:production/database-{rng.randint(1_000, 9_999)}",
            delay_s=CALL_EVERY_S if n else rng.uniform(0.05, 0.4),
            credential_id="token/infra-admin",
            environment="production",
            is_rogue=True,
        )
        for n in range(round(CALLS_FOR_S / CALL_EVERY_S))
    ]
    return [*prelude, *deletes]


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
