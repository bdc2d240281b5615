"""Suite `incidents`: labelled incidents in a fleet of eight trades."""

from collections.abc import Callable, Sequence

import msgspec

from detectors.config import Config
from detectors.settings.detector_setting import DetectorSetting
from roguewatch.demo.config import demo_config
from roguewatch.evaluation.competitors.ew_z_score import EwZScore
from roguewatch.evaluation.competitors.half_space import HalfSpace
from roguewatch.evaluation.competitors.loda import Loda
from roguewatch.evaluation.competitors.static_thresholds import StaticThresholds
from roguewatch.evaluation.judging import Judge, Tally, WorkerCore
from roguewatch.evaluation.realised import realised
from roguewatch.recorded import recorded
from roguewatch.simulation.benchmark import SPLITS, Benchmark, Label, read_labels
from roguewatch.simulation.benchmark.benchmark import N_AGENTS
from roguewatch.simulation.incidents.canary_touch import CANARIES
from streams.events import ActionEvent

from .base import Options, Result, Suite
from .delays import Delays
from .progress import Progress
from .row import OURS, Row

FORMAT = (
    "a folder with events.jsonl (or .gz) and labels.jsonl, as `roguewatch simulate --catalogue` "
    "writes them"
)
N_AGENTS_QUICK = 80
FLOORS = {"detected": 0.96, "one call": 1.0, "mass, new": 1.0, "mass, usual": 1.0, "stops": 0.0}
GOALS = {"detected": 1.0, "one call": 1.0, "mass, new": 1.0, "mass, usual": 1.0, "stops": 0.0}


class Heard(WorkerCore):
    """The worker's core where detectors that ship in shadow are heard."""

    name = "roguewatch, shadow heard"


def with_bait() -> Config:
    """The demo's configuration where the benchmark's owner named what is bait in it."""
    config = demo_config()
    bait = DetectorSetting(parameters={"targets": list(CANARIES)})
    return msgspec.structs.replace(config, detectors=config.detectors | {"canary": bait})


def with_shadow() -> Config:
    """The same where every detector is heard that ships in shadow."""
    config = with_bait()
    heard = {
        name: msgspec.structs.replace(setting, stage="alert")
        for name, setting in config.detectors.items()
        if setting.stage == "shadow"
    }
    return msgspec.structs.replace(config, detectors=config.detectors | heard)


class Incidents(Suite):
    """Every incident of the benchmark once, through the worker's core with the demo's promotions.

    Only what is bait in the benchmark is configured besides; who owns a fleet names that.

    `detected` is the share of incidents with an alert; `one call`, of those where one call does
    the harm, the share with the alert on that very event; `mass, new` and `mass, usual`, of the
    fast ones, the share stopped by the third call, or by the tenth where such calls are ordinary
    for the agent. `alerts` and `stops` are false ones in 1,000 agent-days. The second row is the
    same with detectors heard that ship in shadow: what promoting them would bring, and cost;
    a quick look does without it, and without LODA.
    """

    name = "incidents"
    summary = "Labelled incidents in a fleet of eight trades: alerted, stopped, and at which call."
    may_take = FORMAT

    def run(self, options: Options, progress: Progress) -> Result:
        events, labels = _material(options)
        config = with_bait()
        dials = (config.alerts_per_1000_agent_days, config.stops_per_1000_agent_days)
        judges: list[Callable[[], Judge]] = [
            lambda: WorkerCore(config),
            StaticThresholds,
            lambda: EwZScore(*dials),
            lambda: HalfSpace(*dials),
        ]
        if not options.is_quick:
            judges.insert(1, lambda: Heard(with_shadow()))
            judges.append(lambda: Loda(*dials))
        rows: list[Row] = []
        delays: list[Delays] = []
        for make in judges:
            judge = make()
            tally = _hear(judge, events, labels, progress)
            rows.append(_overall(judge.name, tally, config))
            for what, calls in (("alerted", tally.alert_at), ("stopped", tally.stop_at)):
                by_call = tuple(calls.get(label.incident) for label in labels)
                delays.append(Delays(self.name, f"{judge.name}, {what}", by_call))
            if judge.name == OURS:
                singles = [_single(label, tally) for label in labels]
        return Result(rows + singles, delays=delays)


def _material(options: Options) -> tuple[Sequence[ActionEvent], list[Label]]:
    if options.data is not None:
        if not (options.data / "labels.jsonl").is_file():
            raise ValueError(f"{options.data} must be {FORMAT}")
        files = sorted(options.data.glob("events.jsonl*"))
        labels = read_labels(options.data / "labels.jsonl")
        if not labels:
            raise ValueError(f"{options.data} must be {FORMAT}; got no label")
        return recorded(files), labels
    # The published one by default; another seed gives another fleet with the same incidents.
    seed = SPLITS["test"] + 1_000 * (options.seed - 1)
    benchmark = Benchmark("test", N_AGENTS_QUICK if options.is_quick else N_AGENTS, seed)
    return benchmark.events, benchmark.labels


def _hear(
    judge: Judge, events: Sequence[ActionEvent], labels: list[Label], progress: Progress
) -> Tally:
    tally = Tally(labels, events[0].timestamp)
    spoken = judge.run(events)
    for event in progress.follow(events, judge.name):
        tally.add_one(event, next(spoken))
    return tally


def _overall(name: str, tally: Tally, config: Config) -> Row:
    days = max(1, tally.agent_days)
    alerts, stops = realised(len(tally.false_alerts), days), realised(len(tally.false_stops), days)
    mass = [label for label in tally.labels if label.kind == "mass"]
    return Row(
        suite="incidents",
        competitor=name,
        figures={
            "of": float(len(tally.labels)),
            "detected": _share([label.incident in tally.alert_at for label in tally.labels]),
            "one call": _share(
                [
                    tally.alert_at.get(label.incident) == 1
                    for label in tally.labels
                    if label.kind == "one-call"
                ]
            ),
            "mass, new": _share([_is_in_time(one, tally) for one in mass if one.stop_by == 3]),
            "mass, usual": _share([_is_in_time(one, tally) for one in mass if one.stop_by == 10]),
            "stops": stops.per_1000,
            "alerts": alerts.per_1000,
            "dial": config.alerts_per_1000_agent_days,
        },
        intervals={"alerts": (alerts.low, alerts.high), "stops": (stops.low, stops.high)},
        must=FLOORS if name == OURS else {},
        goal=GOALS if name == OURS else {},
        at_most=("stops",),
    )


def _single(label: Label, tally: Tally) -> Row:
    alert, stop = tally.alert_at.get(label.incident), tally.stop_at.get(label.incident)
    return Row(
        suite="incidents, one by one",
        competitor=OURS,
        part=label.incident,
        figures={
            "calls": float(len(label.event_ids)),
            "alert at call": None if alert is None else float(alert),
            "stop at call": None if stop is None else float(stop),
            "stop by": None if label.stop_by is None else float(label.stop_by),
        },
    )


def _is_in_time(label: Label, tally: Tally) -> bool:
    stop = tally.stop_at.get(label.incident)
    return stop is not None and label.stop_by is not None and stop <= label.stop_by


def _share(flags: list[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None
