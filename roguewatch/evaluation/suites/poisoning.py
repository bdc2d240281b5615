"""Suite `poisoning`: attackers who know that they are watched."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from roguewatch.demo.config import demo_config
from roguewatch.evaluation.judging import WorkerCore
from roguewatch.simulation.benchmark.benchmark import START
from roguewatch.simulation.benchmark.gradual import LEARNED_DAY, Factor, Life, live, n_days, ramp
from streams.events import ActionEvent

from .base import Options, Result, Suite
from .given import FORMAT
from .progress import Progress
from .row import OURS, Row
from .ten_times import ten_times_rows

RAMPS, RAMPS_QUICK = (0.01, 0.02, 0.05, 0.10, 0.20), (0.05, 0.10, 0.20)
LOOT = 200.0
"""What is to be stolen, in sends of usual size; in four sends by each who takes part."""
SPLITS = (1, 2, 5, 10, 20)
N_MIMICS = 20
MIMIC_DAYS = 3


class Poisoning(Suite):
    """Slow ramps, a theft shared out, mimicry, and ten times the usual size.

    A ramp grows by so much a day after two learned weeks, in the size or in the number of an
    agent's sends, up to fifty times. `alert at x` is how many times the usual it had reached at
    its first alert (none: it got there unseen), `damage` what it had taken more than usual by
    then, in usual days. `control` counts alerts about an agent of the same trade that never
    changed, over the same time: what chance would see.
    """

    name = "poisoning"
    summary = "Ramps, shared-out thefts, mimicry, and ten times the usual size."
    may_take = f"{FORMAT}; for ten times the usual size only, the rest is about made-up attackers"

    def run(self, options: Options, progress: Progress) -> Result:
        rows: list[Row] = []
        ramps = RAMPS_QUICK if options.is_quick else RAMPS
        for kind in ("size", "number"):
            found = [_ramp_row(kind, per_day, options.seed) for per_day in ramps]
            unseen = [r for r, row in zip(ramps, found, strict=True) if not row.figures["seen"]]
            rows += [*found, _largest(kind, unseen)]
        rows += [_split_row(n_agents, options.seed) for n_agents in SPLITS]
        rows += [_mimicry_row(is_new, options.seed) for is_new in (False, True)]
        return Result(rows + ten_times_rows(options, progress))


def _alerted(events: Sequence[ActionEvent]) -> dict[str, list[float]]:
    """Times of new or renewed alerts after the learned weeks, by agent."""
    learned_at = (START + timedelta(days=LEARNED_DAY)).timestamp()
    alerts: dict[str, list[float]] = {}
    for event, said in zip(events, WorkerCore(demo_config()).run(events), strict=True):
        if said.is_new and event.timestamp >= learned_at:
            alerts.setdefault(event.agent_id, []).append(event.timestamp)
    return alerts


def _ramp_row(kind: str, per_day: float, seed: int) -> Row:
    factor = ramp(per_day)
    ramping = Life("ramp", size=factor) if kind == "size" else Life("ramp", number=factor)
    days = n_days(per_day)
    alerts = _alerted(live([ramping, Life("control")], days, seed))
    first = min(alerts.get("ramp", []), default=None)
    last_day = days - 1 if first is None else int((first - START.timestamp()) // 86_400)
    return Row(
        suite="poisoning, ramps",
        competitor=OURS,
        part=f"{kind} +{100 * per_day:.0f} % a day",
        figures={
            "seen": float(first is not None),
            "alert at x": None if first is None else factor(last_day),
            "day": None if first is None else float(last_day - LEARNED_DAY),
            "damage": sum(factor(day) - 1.0 for day in range(LEARNED_DAY, last_day + 1)),
            "control": float(len(alerts.get("control", []))),
        },
    )


def _largest(kind: str, unseen: list[float]) -> Row:
    return Row(
        suite="poisoning, ramps",
        competitor=OURS,
        part=f"{kind}: largest ramp unseen up to 50x, in % a day",
        figures={"seen": None, "alert at x": None, "% a day": 100.0 * max(unseen, default=0.0)},
    )


def _split_row(n_agents: int, seed: int) -> Row:
    """Share a theft out over some of twenty agents, on one day."""
    each: Factor = lambda day: LOOT / 4.0 / n_agents if day == LEARNED_DAY else 1.0  # noqa: E731
    more: Factor = lambda day: 2.0 if day == LEARNED_DAY else 1.0  # noqa: E731
    lives = [
        Life(f"agent-{n:02}", size=each, number=more) if n < n_agents else Life(f"agent-{n:02}")
        for n in range(max(SPLITS))
    ]
    alerts = _alerted(live(lives, LEARNED_DAY + 1, seed))
    caught = sum(f"agent-{n:02}" in alerts for n in range(n_agents))
    return Row(
        suite="poisoning, theft shared out",
        competitor=OURS,
        part=f"by {n_agents}, {LOOT / 4.0 / n_agents:g}x a send each",
        figures={
            "takes part": float(n_agents),
            "alerted": float(caught),
            "others alerted": float(len(alerts) - caught),
        },
    )


def _mimicry_row(has_new: bool, seed: int) -> Row:
    """Do what the agent does, twice as often; or also send to one new place a day."""
    twice: Factor = lambda day: 2.0 if day >= LEARNED_DAY else 1.0  # noqa: E731
    lives = [Life(f"mimic-{n:02}", number=twice) for n in range(N_MIMICS)]
    lives += [Life(f"honest-{n:02}") for n in range(N_MIMICS)]
    events = live(lives, LEARNED_DAY + MIMIC_DAYS, seed)
    if has_new:
        events = _with_new_places(events)
    alerts = _alerted(events)
    return Row(
        suite="poisoning, mimicry",
        competitor=OURS,
        part="own calls, and one new place a day" if has_new else "own calls, twice as often",
        figures={
            "mimics": float(N_MIMICS),
            "alerted": float(sum(agent.startswith("mimic") for agent in alerts)),
            "honest alerted": float(sum(agent.startswith("honest") for agent in alerts)),
        },
    )


def _with_new_places(events: list[ActionEvent]) -> list[ActionEvent]:
    """Turn each mimic's first send of a session, from the learned day on, to a new place."""
    begins = START + timedelta(days=LEARNED_DAY)
    turned: set[str | None] = set()
    changed = []
    for event in events:
        is_mimic = event.agent_id.startswith("mimic") and event.time >= begins
        if is_mimic and event.action == "send" and event.session_id not in turned:
            turned.add(event.session_id)
            resource = f"https://drop-{event.session_id}.example"
            event = msgspec.structs.replace(event, resource=resource)
        changed.append(event)
    return changed
