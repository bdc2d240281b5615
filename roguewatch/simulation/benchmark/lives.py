"""Four agents of whom nobody knows anything but what they do, alone in the world."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from baselines.features import Action
from streams.events import ActionEvent

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
N_DELETES, DELETES_S = 5_000, 9.0


def new_agent(seed: int) -> Iterator[ActionEvent]:
    """The first thing it ever does is to delete five thousand things in nine seconds."""
    yield from _deletes("new", START, random.Random(f"{seed}/new"))


def clockwork(seed: int) -> Iterator[ActionEvent]:
    """One read a minute for three days, then five thousand deletes in nine seconds."""
    rng = random.Random(f"{seed}/clockwork")
    for minute in range(3 * 1_440):
        time = START + timedelta(minutes=minute)
        yield _event("clockwork", time, "poll_queue", "read", "queue:inbound", rng)
    yield from _deletes("clockwork", START + timedelta(days=3), rng)


def quiet(seed: int) -> Iterator[ActionEvent]:
    """One tool, one target, a call every few hours, for a month."""
    rng, time = random.Random(f"{seed}/quiet"), START
    while time < START + timedelta(days=30):
        yield _event("quiet", time, "check_status", "read", "status:main", rng)
        time += timedelta(hours=rng.uniform(1.0, 7.0))


def steady(seed: int) -> Iterator[ActionEvent]:
    """Eight to twelve calls a minute from its first minute on, for a day."""
    rng = random.Random(f"{seed}/steady")
    kinds: tuple[tuple[str, Action], ...] = (
        ("get_item", "read"),
        ("list_items", "read"),
        ("save_item", "write"),
    )
    for minute in range(1_440):
        n_calls = rng.randint(8, 12)
        for second in sorted(rng.uniform(0.0, 60.0) for _ in range(n_calls)):
            tool, action = rng.choice(kinds)
            time = START + timedelta(minutes=minute, seconds=second)
            yield _event("steady", time, tool, action, f"items/{rng.randrange(40)}", rng)


def _deletes(agent_id: str, start: datetime, rng: random.Random) -> Iterator[ActionEvent]:
    for n in range(N_DELETES):
        time = start + timedelta(seconds=DELETES_S * n / N_DELETES)
        yield _event(agent_id, time, "delete_record", "delete", f"records/{n}", rng)


def _event(
    agent_id: str, time: datetime, tool: str, action: Action, resource: str, rng: random.Random
) -> ActionEvent:
    return ActionEvent(
        event_id=f"{rng.getrandbits(64):016x}",
        time=time,
        agent_id=agent_id,
        tool=tool,
        action=action,
        resource=resource,
        outcome="success",
    )
