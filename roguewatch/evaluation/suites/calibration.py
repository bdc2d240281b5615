"""Suite `calibration`: whether the alarm budget is kept on benign traffic, cohort by cohort."""

from collections.abc import Iterable, Iterator

from roguewatch.evaluation.benign_run import BenignRun, Found, replay_benign
from roguewatch.evaluation.realised import realised
from roguewatch.simulation.benchmark.traffic import CONDITIONS

from .base import Options, Result, Suite
from .given import FORMAT, given_history
from .progress import Progress
from .row import OURS, Row
from .side_by_side import side_by_side

DIALS = (5.0, 20.0, 50.0)
JUDGED_AT = 50.0
"""The dial of a quick look, and of each condition alone: it has the most alerts to count."""
N_AGENTS, N_AGENTS_QUICK = 320, 64
N_FLEETS, NEXT_FLEET = 3, 1_000
OFF_AT_MOST, OFF_GOAL = 2.0, 1.25
TELLING = 10.0
"""Alerts to expect, from which on twice as many or half of them are no mere chance."""


class Calibration(Suite):
    """Nominal false alerts in 1,000 agent-days against realised ones, on traffic never seen.

    Everybody is benign, so every alert after the third day is false. Several dials under all
    conditions at once, each cohort apart; then each condition alone: daily rhythm, busy hours that
    persist, releases with new tools, planned bulk jobs. Fleets of several seeds are counted
    together, each replayed anew with that dial and nothing else changed. `ratio` is realised by
    nominal, with an exact Poisson interval; `off by`, how many times too many or too few. A cohort
    with fewer than ten alerts to expect is shown, and not judged: its days are too few to tell.
    """

    name = "calibration"
    summary = "False alerts a dial promises against those that come, in every cohort."
    may_take = FORMAT

    def run(self, options: Options, progress: Progress) -> Result:
        runs, is_given = list(_runs(options)), given_history(options) is not None
        found = dict(zip(runs, side_by_side(replay_benign, runs, progress, self.name), strict=True))
        rows: list[Row] = []
        traffic = "the history given" if is_given else "everything"
        for dial in (JUDGED_AT,) if options.is_quick else DIALS:
            cohorts = _sums(
                found[run] for run in runs if (run.condition, run.dial) == ("everything", dial)
            )
            rows.append(_row(f"{traffic}, dial {dial:g}", dial, cohorts.values()))
            # Each dial's cohorts are lines of their own; a quick look has one dial.
            at = "" if options.is_quick else f", dial {dial:g}"
            rows += [
                _row(f"  {cohort}{at}", dial, [one]) for cohort, one in sorted(cohorts.items())
            ]
        for run in runs:
            if run.condition != "everything":
                rows.append(_row(f"{run.condition} alone", run.dial, found[run].values()))
        return Result(rows)


def _runs(options: Options) -> Iterator[BenignRun]:
    """Every fleet to replay; of a quick look, which has not the days for more, there is one."""
    n_agents = N_AGENTS_QUICK if options.is_quick else N_AGENTS
    is_one = options.is_quick or options.data is not None
    for dial in (JUDGED_AT,) if options.is_quick else DIALS:
        for fleet in range(1 if is_one else N_FLEETS):
            seed = options.seed + NEXT_FLEET * fleet
            yield BenignRun(seed, n_agents, "everything", dial, options.data)
    if not is_one:
        for condition in CONDITIONS[:-1]:
            yield BenignRun(options.seed, n_agents, condition, JUDGED_AT)


def _sums(fleets: Iterable[dict[str, Found]]) -> dict[str, Found]:
    sums: dict[str, Found] = {}
    for cohorts in fleets:
        for cohort, found in cohorts.items():
            sums.setdefault(cohort, Found()).add(found)
    return sums


def _row(part: str, dial: float, found: Iterable[Found]) -> Row:
    every = list(found)
    n_days, n_alerts = sum(f.n_days for f in every), sum(f.n_alerts for f in every)
    rate, expected = realised(n_alerts, n_days), dial * n_days / 1_000.0
    ratio = rate.per_1000 / dial
    can_tell = expected >= TELLING
    return Row(
        suite="calibration",
        competitor=OURS,
        part=part if can_tell else f"{part} (too few days)",
        figures={
            "agent-days": float(n_days),
            "false alerts": float(n_alerts),
            "direct": float(sum(f.n_direct for f in every)),
            "expected": expected,
            "ratio": ratio,
            "off by": max(ratio, 1.0 / ratio) if ratio and can_tell else None,
        },
        intervals={"ratio": (rate.low / dial, rate.high / dial)},
        must={"off by": OFF_AT_MOST} if can_tell else {},
        goal={"off by": OFF_GOAL} if can_tell else {},
        at_most=("off by",),
    )
