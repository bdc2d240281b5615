"""One history through the core: one row an event."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from math import nan
from operator import attrgetter
from typing import Any, TypeAlias

import pandas as pd

from alerts.alert import Alert
from detectors import Score
from detectors.config import Config
from detectors.registry import make_detectors
from roguewatch.progress import watched
from roguewatch.replaying.key import REPLAY_KEY
from streams.assessing.assessment import Assessment
from streams.events import ActionEvent
from streams.replay import Replay
from streams.snapshots.published_config import PublishedConfig

from .history import History, to_events
from .replayed import Replayed

Changes: TypeAlias = Sequence[tuple[datetime, PublishedConfig]]

_DAY_S = 86_400
_ODD = 0.05
_OF_EVENT = ("event_id", "tenant", "agent_id", "cohort", "time", "tool", "action", "resource")
_OF_SCORE = ("p", "observed", "by_agent", "by_peers", "n")
_figures = attrgetter("p", "observed", "expected_by_agent", "expected_by_peers", "n")
_ABSTAINED = (nan,) * len(_OF_SCORE)


def replay(
    history: History,
    config: Config | None = None,
    hash_key: bytes = REPLAY_KEY,
    changes: Changes = (),
) -> pd.DataFrame:
    """Score a history as the worker would, snapshots rebuilt at each hour.

    Parameters
    ----------
    history
        A frame, paths, a range of a topic or events.
    config
        What to try; the shipped configuration when not given.
    hash_key
        Secret for hashing what agents choose; needed only where results must equal a worker's.
    changes
        Configurations published on the way, each with the time from which the next hour's snapshot
        carries it.

    Returns
    -------
    pandas.DataFrame
        One row an event: its own fields, `risk` (0 to 100), `decision` (none, alert, stop),
        `alert_id`, `reason` (the detector that finds it oddest, if any finds it odd), for each
        detector `_p`, `_observed`, `_by_agent`, `_by_peers` and `_n` (empty where it abstained),
        for one of the direct path `_points` as well, and the alert's `sentence`.
    """
    return replay_whole(history, config, hash_key, changes).scores


def replay_whole(
    history: History,
    config: Config | None = None,
    hash_key: bytes = REPLAY_KEY,
    changes: Changes = (),
) -> Replayed:
    """Score a history and keep the alerts as well."""
    config = Config() if config is None else config
    events = to_events(history)
    published = [(since.timestamp(), one.publication) for since, one in changes]
    core = Replay(config, hash_key, changes=published)
    names = _names(config, changes)
    columns = _columns(names)
    raised: list[Alert] = []
    agent_days: set[tuple[str, int]] = set()
    for event in watched(events, len(events), "scoring"):
        assessment = core.process_one(event)
        heard = core.monitor.config.heard
        _add(columns, event, assessment, names, heard)
        raised += assessment.alerts
        agent_days.add((assessment.key, int(assessment.time // _DAY_S)))
    return Replayed(config, pd.DataFrame(columns), tuple(raised), len(agent_days))


def _names(config: Config, changes: Changes) -> dict[str, bool]:
    """Every detector that has a say or a score at any time, and whether it gives points."""
    configs = [config, *(one.config for _, one in changes if one.config is not None)]
    every = {detector for one in configs for detector in make_detectors(one)}
    return {d.name: d.stream == "direct" for d in sorted(every, key=lambda d: d.name)}


def _columns(names: Mapping[str, bool]) -> dict[str, list[Any]]:
    of_detectors = [f"{name}_{column}" for name in names for column in _OF_SCORE]
    of_detectors += [f"{name}_points" for name, is_direct in names.items() if is_direct]
    ours = ("risk", "decision", "alert_id", "reason")
    every = (*_OF_EVENT, *ours, *of_detectors, "is_duplicate", "sentence")
    return {column: [] for column in every}


def _add(
    columns: dict[str, list[Any]],
    event: ActionEvent,
    assessment: Assessment,
    names: Mapping[str, bool],
    heard: Collection[str],
) -> None:
    for field in _OF_EVENT:
        columns[field].append(getattr(event, field))
    told = [alert for alert in assessment.alerts if alert.activity != "close"]
    columns["risk"].append(assessment.risk)
    columns["decision"].append("stop" if assessment.stop_requests else "alert" if told else "none")
    columns["alert_id"].append(told[-1].alert_id if told else None)
    columns["reason"].append(_oddest(assessment.scores, heard))
    reasons = told[-1].reasons if told else ()
    columns["sentence"].append(reasons[0].sentence if reasons else None)
    columns["is_duplicate"].append("duplicate" in assessment.flags)
    for name, is_direct in names.items():
        score = assessment.scores.get(name)
        # Not None: a detector that always abstained is a column of numbers, too.
        figures = _ABSTAINED if score is None else _figures(score)
        for column, figure in zip(_OF_SCORE, figures, strict=True):
            columns[f"{name}_{column}"].append(figure)
        if is_direct:
            columns[f"{name}_points"].append(nan if score is None else _points(score))


def _points(score: Score) -> float:
    return 0.0 if score.points is None else score.points.total


def _oddest(scores: dict[str, Score | None], heard: Collection[str]) -> str | None:
    odd = [(s.p, name) for name, s in scores.items() if s is not None and name in heard]
    least = min(odd, default=(1.0, ""))
    return least[1] if least[0] < _ODD else None
