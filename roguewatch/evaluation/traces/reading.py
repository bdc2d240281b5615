"""Reads labelled traces into runs, and counts what is left out."""

import fnmatch
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec

from roguewatch.evaluation.no_such_data import NoSuchData
from streams.bad_event import BadEvent
from streams.events import ActionEvent
from streams.featurize import Featurizer
from streams.reading.members import UNREADABLE, files, is_log, open_file
from streams.reading.records import records
from streams.sources import AgentTraces
from streams.sources.fields import parse_record

from .run import CALL_LABELS, RUN_LABELS, Call, CallLabel, Run, RunLabel

_HASH_KEY = b"evaluation: no secret"


class Recording(msgspec.Struct, frozen=True):
    """Runs in order of their start, and how many were left out, by reason.

    Examples
    --------
    >>> Recording([], Counter({"attack dos": 3})).left_out["attack dos"]
    3
    """

    runs: list[Run]
    left_out: Counter[str]


def read_recording(path: Path, leave_out: tuple[str, ...]) -> Recording:
    """Read every labelled trace of a file or folder; agents without a benign run are left out.

    Parameters
    ----------
    path
        JSON lines, plain or compressed. A folder's files that hold something else are passed over.
    leave_out
        Patterns: a run is left out whose attack, data set or suite is like one of them.

    Raises
    ------
    NoSuchData
        If there is no recorded run at all.
    ValueError
        If a call cannot be read, carries a label nobody knows, or every run is left out.
    """
    featurize = Featurizer(_HASH_KEY)
    runs: dict[tuple[str, str], Run] = {}
    left_out: dict[tuple[str, str], str] = {}
    for place, record in _records(path):
        try:
            event = AgentTraces().map_one(record)
        except BadEvent as error:
            raise ValueError(f"{place}: {error}") from None
        if not isinstance(event, ActionEvent):
            raise ValueError(f"{place}: {event.reason}")
        key = event.key, str(event.session_id)
        reason = _reason(record, event, leave_out)
        if reason is not None:
            left_out[key] = reason
            continue
        run = runs.get(key)
        if run is None:
            run = runs[key] = _open(record, event)
        elif (run.label, run.task) != (record.get("session_label"), record.get("task")):
            raise ValueError(f"{place}: all calls of a session must have its label and task")
        label = cast(CallLabel, _label(place, record, "label", CALL_LABELS))
        x = featurize(event, event.timestamp)
        run.calls.append(Call(event, x, label, _named(record, event)))
    return _checked(path, list(runs.values()), Counter(left_out.values()))


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record with its place; of a folder, those of files that hold traces."""
    for file in files([path]):
        if file != path and not is_log(file.name):
            continue
        try:
            with open_file(file) as stream:
                for number, raw in records(stream):
                    record = _parsed(f"{file.name}:{number}", raw)
                    if number == 1 and file != path and not AgentTraces().recognises(record):
                        break
                    yield f"{file.name}:{number}", record
        except UNREADABLE as error:
            raise ValueError(f"{file.name} must be readable to its end; got {error!r}") from None


def _parsed(place: str, raw: bytes | BadEvent) -> dict[str, Any]:
    try:
        if isinstance(raw, BadEvent):
            raise raw
        return dict(parse_record(raw))
    except BadEvent as error:
        raise ValueError(f"{place}: {error}") from None


def _reason(record: dict[str, Any], event: ActionEvent, leave_out: tuple[str, ...]) -> str | None:
    """Why this run is left out; None when it is not."""
    named = {
        "attack": record.get("attack"),
        "data set": record.get("dataset"),
        "suite": event.agent_id.rpartition("/")[2],
    }
    for what, name in named.items():
        if isinstance(name, str) and any(
            fnmatch.fnmatchcase(_plain(name), _plain(pattern)) for pattern in leave_out
        ):
            return f"{what} {name}"
    if record.get("session_label") not in RUN_LABELS:
        return f"session label {record.get('session_label')!r}"
    return None


def _named(record: dict[str, Any], event: ActionEvent) -> tuple[str, str | None]:
    resource = record.get("resource")
    return event.tool, None if resource is None else str(resource).lower()


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(" ", "-")


def _open(record: dict[str, Any], event: ActionEvent) -> Run:
    return Run(
        agent=event.key,
        cohort=event.cohort,
        session_id=str(event.session_id),
        task=record.get("task"),
        label=cast(RunLabel, record["session_label"]),
        calls=[],
    )


def _label(place: str, record: dict[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    value = record.get(name)
    if value not in allowed:
        raise ValueError(f"{place}: {name} must be one of {', '.join(allowed)}; got {value!r}")
    return str(value)


def _checked(path: Path, runs: list[Run], left_out: Counter[str]) -> Recording:
    known = {run.agent for run in runs if run.is_benign}
    n_unknown = sum(run.agent not in known for run in runs)
    if n_unknown:
        left_out["agent without a benign run"] = n_unknown
    kept = [run for run in runs if run.agent in known]
    for run in kept:
        run.calls.sort(key=lambda call: call.event.timestamp)
    if not kept and not left_out:
        raise NoSuchData(f"{path} must hold recorded runs with a session_label; it has none")
    if not kept:
        told = ", ".join(f"{n} for {reason}" for reason, n in sorted(left_out.items())) or "none"
        raise ValueError(
            f"no labelled runs of agents with a benign one in {path}; left out: {told}; "
            f"session_label must be one of {', '.join(RUN_LABELS)}"
        )
    return Recording(sorted(kept, key=lambda run: (run.start, run.agent, run.session_id)), left_out)
