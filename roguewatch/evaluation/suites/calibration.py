"""Suite `calibration`: whether the alarm budget is kept on benign traffic, cohort by cohort."""

from collections.abc import Iterable, Sequence

import msgspec

from roguewatch.demo.config import demo_config
from roguewatch.evaluation.clopper_pearson import clopper_pearson
from roguewatch.evaluation.judging.tally import DAY_S, LEARNING_S
from roguewatch.replaying.key import REPLAY_KEY
from roguewatch.simulation.benchmark.traffic import CONDITIONS, Condition, benign
from streams.events import ActionEvent
from streams.replay import Replay

from .base import Options, Result, Suite
from .given import FORMAT, given_history
from .progress import Progress
from .row import OURS, Row

DIALS = (5.0, 20.0, 50.0)
JUDGED_AT = 50.0
"""At this dial a cohort has some twenty false alerts to expect, at the shipped one two: too few."""
N_AGENTS, N_AGENTS_QUICK = 320, 64
OFF_AT_MOST, OFF_GOAL = 2.0, 1.25


class Found(msgspec.Struct):
    """What a cohort came to."""

    n_days: int = 0
    n_alerts: int = 0
    n_direct: int = 0


class Calibration(Suite):
    """Nominal false alerts in 1,000 agent-days against realised ones, on traffic never seen.

    Everybody is benign, so every alert after the third day is false. Several dials under all
    conditions at once, each cohort apart at the widest; then each condition alone: daily rhythm,
    busy hours that persist, releases with new tools, planned bulk jobs. `ratio` is realised by
    nominal, `off by` how many times too many or too few. Each figure replays the traffic anew with
    that dial and nothing else changed.
    """

    name = "calibration"
    summary = "False alerts a dial promises against those that come, in every cohort."
    may_take = FORMAT

    def run(self, options: Options, progress: Progress) -> Result:
        n_agents = N_AGENTS_QUICK if options.is_quick else N_AGENTS
        # A quick look has not the agent-days to judge the smaller dials by.
        dials = (JUDGED_AT,) if options.is_quick else DIALS
        conditions: tuple[Condition, ...] = CONDITIONS[:-1]
        rows: list[Row] = []
        given = given_history(options)
        events = benign(options.seed, n_agents, "everything") if given is None else given
        traffic = "everything" if given is None else "the history given"
        for dial in dials:
            found = _replay(events, dial, progress, f"{traffic} at {dial:g}")
            rows.append(_row(f"{traffic}, dial {dial:g}", dial, found.values()))
            if dial == JUDGED_AT:
                rows += [_row(f"  {cohort}", dial, [f]) for cohort, f in sorted(found.items())]
        if not options.is_quick and given is None:
            for condition in conditions:
                events = benign(options.seed, n_agents, condition)
                found = _replay(events, JUDGED_AT, progress, condition)
                rows.append(_row(f"{condition} alone", JUDGED_AT, found.values()))
        return Result(rows)


def _replay(
    events: Sequence[ActionEvent], dial: float, progress: Progress, what: str
) -> dict[str, Found]:
    """What every cohort came to after the third day."""
    config = msgspec.structs.replace(demo_config(), alerts_per_1000_agent_days=dial)
    replay, start = Replay(config, REPLAY_KEY, is_all_scored=False), events[0].timestamp
    found: dict[str, Found] = {}
    days: set[tuple[str, int]] = set()
    for event in progress.follow(events, what):
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


def _row(part: str, dial: float, found: Iterable[Found]) -> Row:
    every = list(found)
    n_days, n_alerts = sum(f.n_days for f in every), sum(f.n_alerts for f in every)
    # More alerts than days would be no share; an agent can have several on one day.
    low, high = clopper_pearson(min(n_alerts, n_days), n_days)
    ratio = 1_000.0 * n_alerts / n_days / dial
    return Row(
        suite="calibration",
        competitor=OURS,
        part=part,
        figures={
            "agent-days": float(n_days),
            "false alerts": float(n_alerts),
            "direct": float(sum(f.n_direct for f in every)),
            "nominal": dial,
            "realised": 1_000.0 * n_alerts / n_days,
            "ratio": ratio,
            "off by": max(ratio, 1.0 / ratio) if ratio else None,
        },
        intervals={"ratio": (1_000.0 * low / dial, 1_000.0 * high / dial)},
        must={"off by": OFF_AT_MOST},
        goal={"off by": OFF_GOAL},
        at_most=("off by",),
    )
