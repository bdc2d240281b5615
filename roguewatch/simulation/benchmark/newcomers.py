"""Agents that join a fleet, and what they do when they have hardly begun."""

import itertools
import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from baselines.features import Action
from streams.events import ActionEvent

from ..agent import SimulatedAgent
from ..fleet import shared_targets
from ..personas import EIGHT

FIRST_NUMBER = 700
PER_SECOND = 5
N_CALLS = 60


def newcomer(number: int, seed: int, start: datetime, n_days: int) -> list[ActionEvent]:
    """Give the ordinary life of an agent that begins on a day of somebody else's history.

    Examples
    --------
    >>> from datetime import UTC
    >>> events = newcomer(3, 1, datetime(2026, 1, 12, tzinfo=UTC), 2)
    >>> len({event.key for event in events})
    1
    """
    persona = EIGHT[number % len(EIGHT)]
    agent = SimulatedAgent(persona, FIRST_NUMBER + number, seed, shared_targets(persona, seed))
    days = (agent.day(day, start + timedelta(days=day)) for day in range(n_days))
    return sorted(itertools.chain.from_iterable(days), key=lambda event: event.time)


def burst_after(
    life: list[ActionEvent], n_events: int, action: Action, seed: int
) -> tuple[list[ActionEvent], list[ActionEvent]]:
    """Cut a life after some events, and go on with sixty calls of one kind, five a second.

    Returns
    -------
    tuple of list
        What it did before, and the burst.
    """
    rng = random.Random(f"{seed}/{life[0].key}/{action}")
    before = life[:n_events]
    last = before[-1] if before else life[0]
    return before, list(_burst(last, action, rng))


def _burst(last: ActionEvent, action: Action, rng: random.Random) -> Iterator[ActionEvent]:
    place = (last.resource or "item").rpartition("/")[0] or "items"
    for n in range(N_CALLS):
        yield msgspec.structs.replace(
            last,
            event_id=f"{rng.getrandbits(64):016x}",
            time=last.time + timedelta(seconds=3.0 + n / PER_SECOND),
            tool=f"{action}_item",
            action=action,
            resource=f"{place}/{rng.getrandbits(32):08x}",
            n_items=1,
            n_bytes=0,
            outcome="success",
            approval_id=None,
        )
