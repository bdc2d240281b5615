"""Bulk jobs that somebody planned and approved: large, sudden and harmless."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from baselines.features import Action
from streams.events import ActionEvent

from ..habits import Habits


class Job(NamedTuple):
    """What one of them is like."""

    action: Action
    least: int
    most: int
    gap_s: float


JOBS = (
    Job("write", 120, 300, 0.6),
    Job("write", 60, 150, 1.5),
    Job("delete", 60, 150, 0.8),
    Job("delete", 30, 60, 2.0),
    Job("execute", 40, 80, 2.0),
    Job("send", 60, 120, 1.0),
)


def planned_jobs(
    habits: dict[str, Habits], days: list[datetime], seed: int, taken: set[str]
) -> Iterator[ActionEvent]:
    """Let some agents do much of what they are used to, under one approval each.

    Parameters
    ----------
    habits
        Of every agent.
    days
        Midnights of the days to choose from.
    seed
        Of everything random in it.
    taken
        Agents that have something else to do; those who get a job are added.
    """
    rng = random.Random(f"{seed}/planned")
    for number, job in enumerate(JOBS):
        able = [key for key, h in habits.items() if key not in taken and _is_used_to(h, job)]
        if not able:
            continue
        key = rng.choice(sorted(able))
        taken.add(key)
        yield from _do(habits[key], job, rng, rng.choice(days), f"change-{seed}-{number:02}")


def _is_used_to(habits: Habits, job: Job) -> bool:
    return habits.n_calls(job.action) >= 5 and any(e.action == job.action for e in habits.recent)


def _do(
    habits: Habits, job: Job, rng: random.Random, midnight: datetime, approval: str
) -> Iterator[ActionEvent]:
    like = [event for event in habits.recent if event.action == job.action][-1]
    usual = max(habits.hours, key=lambda hour: (habits.hours[hour], -hour))
    time = midnight + timedelta(hours=usual, seconds=rng.uniform(0.0, 1_800.0))
    session = f"{rng.getrandbits(48):012x}"
    place = (like.resource or "item").rpartition("/")[0] or "items"
    for _ in range(rng.randint(job.least, job.most)):
        yield msgspec.structs.replace(
            like,
            event_id=f"{rng.getrandbits(64):016x}",
            time=time,
            session_id=session,
            outcome="success",
            resource=f"{place}/{rng.getrandbits(32):08x}",
            approval_id=approval,
        )
        time += timedelta(seconds=job.gap_s * rng.uniform(0.7, 1.3))
