"""Benign agents that act live, and more of them where a foreign fleet is too small."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from streams.events import ActionEvent

from .casting import ADDED_PREFIX, as_part
from .fleet import Fleet
from .habits import Habits
from .incidents import Call
from .part import Part

LONGEST_S = 25.0
FEWEST_CALLS = 4
QUIET = timedelta(minutes=10)
# Six stops within ten minutes are 5 % of 120 agents; the rest is for agents that stay away.
FEWEST_ACTIVE = 160


def company(events: Sequence[ActionEvent], seed: int) -> list[ActionEvent]:
    """Add simulated agents where fewer than 160 acted in the last day; nothing otherwise.

    The storm guard lets automation stop 5 % of the active fleet within ten minutes. The demo
    stops six agents within one: in a small fleet it would be right to hold some of them back.
    """
    first, last = events[0].time, events[-1].time
    active = {event.key for event in events if event.time > last - timedelta(days=1)}
    if len(active) >= FEWEST_ACTIVE:
        return []
    n_agents = max(5, round((FEWEST_ACTIVE - len(active)) / 0.8))
    n_days = (last - first).days + 2
    fleet = Fleet(seed, n_agents, first, n_days, prefix=ADDED_PREFIX)
    return [event for event in fleet.events() if first <= event.time <= last]


def benign_parts(
    events: Sequence[ActionEvent],
    habits: dict[str, Habits],
    busy: Collection[str],
    now: datetime,
    seed: int,
    n_parts: int = 5,
) -> list[Part]:
    """Choose agents that work at this hour, each to begin a session as it did before.

    Where a history names no sessions, one begins after ten quiet minutes.
    """
    sessions: defaultdict[tuple[str, str], list[ActionEvent]] = defaultdict(list)
    last: dict[str, datetime] = {}
    n_nameless: Counter[str] = Counter()
    for event in events:
        key = event.key
        if key in busy or key not in habits:
            continue
        name = event.session_id
        if name is None:
            n_nameless[key] += event.time - last.get(key, event.time) > QUIET
            last[key] = event.time
            name = f"#{n_nameless[key]}"
        sessions[key, name].append(event)
    usual: dict[str, list[ActionEvent]] = {}
    other: dict[str, list[ActionEvent]] = {}
    for (key, _), session in sessions.items():
        start = [e for e in session if e.time - session[0].time <= timedelta(seconds=LONGEST_S)]
        if len(start) < FEWEST_CALLS:
            continue
        away = (session[0].time - now) % timedelta(days=1)
        is_usual = min(away, timedelta(days=1) - away) <= timedelta(hours=1)
        (usual if is_usual else other)[key] = start
    pool = usual if len(usual) >= n_parts else {**other, **usual}
    chosen = random.Random(f"{seed}/benign").sample(sorted(pool), min(n_parts, len(pool)))
    return [as_part(habits[key], None, tuple(_calls(pool[key]))) for key in chosen]


def _calls(session: Sequence[ActionEvent]) -> Iterator[Call]:
    before = session[0].time
    for event in session:
        yield Call(
            tool=event.tool,
            action=event.action,
            resource=event.resource,
            delay_s=(event.time - before).total_seconds(),
            n_items=event.n_items,
            n_bytes=event.n_bytes,
            outcome=event.outcome,
            credential_id=event.credential_id,
            environment=event.environment,
            approval_id=event.approval_id,
        )
        before = event.time
