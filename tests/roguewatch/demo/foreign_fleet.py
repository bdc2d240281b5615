"""A fleet as somebody else would record it: other trades, tools, names, tenant and habits."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from baselines.features import Action
from streams.events import ActionEvent

START = datetime(2025, 3, 3, tzinfo=UTC)
TRADES: dict[str, tuple[tuple[str, Action], ...]] = {
    "crm": (("get", "read"), ("search", "read"), ("put", "write"), ("note", "write"),
            ("reply", "send"), ("drop", "delete")),
    "repo": (("cat", "read"), ("ls", "read"), ("put", "write"), ("make", "execute"),
             ("post", "send"), ("rm", "delete")),
    "docs": (("open", "read"), ("list", "read"), ("edit", "write"), ("copy", "write"),
             ("share", "send"), ("bin", "delete")),
}  # fmt: skip


def foreign_fleet(seed: int, n_agents: int, n_days: int) -> list[ActionEvent]:
    """Three trades; three in ten agents delete a few things on most of their days."""
    rng = random.Random(seed)
    events = [e for n in range(n_agents) for e in _agent(n, n_days, random.Random(rng.random()))]
    return sorted(events, key=lambda event: event.time)


def _agent(number: int, n_days: int, rng: random.Random) -> Iterator[ActionEvent]:
    trade = rng.choice(sorted(TRADES))
    *usual, clearing = TRADES[trade]
    is_deleter, first_h = rng.random() < 0.3, rng.randrange(24)
    targets = [f"{trade}/{rng.randrange(400)}" for _ in range(30)]
    for day in range(n_days):
        is_weekend = (START + timedelta(days=day)).weekday() >= 5
        for n in range(rng.randint(1, 2 if is_weekend else 5)):
            calls = rng.choices(usual, (5, 4, 3, 1, 2), k=rng.randint(4, 14))
            if is_deleter and (n == 0 or rng.random() < 0.2):
                calls += [clearing] * rng.randint(1, 3)
            time = START + timedelta(days=day, hours=(first_h + 9 * rng.random()) % 24)
            for i, (tool, action) in enumerate(calls):
                time += timedelta(seconds=rng.expovariate(1 / 12))
                is_known = rng.random() < 0.85
                target = rng.choice(targets) if is_known else f"{trade}/{rng.randrange(5_000)}"
                yield ActionEvent(
                    event_id=f"{number}-{day}-{n}-{i}",
                    time=time,
                    tenant="acme",
                    agent_id=f"svc/{trade}/{number:03d}",
                    cohort=f"team-{trade}",
                    session_id=f"{number}-{day}-{n}",
                    credential_id=f"key-{number}",
                    tool=f"{trade}.{tool}",
                    action=action,
                    resource=f"peer-{(number + rng.randrange(6)) % 40}"
                    if action == "send"
                    else target,
                    outcome="success" if rng.random() < 0.97 else "failure",
                )
