"""A history in any form a data scientist has it: frame, files, topic or events."""

import os
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, cast

import msgspec
import pandas as pd

from streams.events import ActionEvent
from streams.reading import History as Files
from streams.topic_events import TopicRange, read_events

from .waiting import wait_for

History: TypeAlias = (
    pd.DataFrame
    | str
    | os.PathLike[str]
    | Sequence[str | os.PathLike[str]]
    | TopicRange
    | Iterable[ActionEvent]
)

_FIELDS = frozenset(ActionEvent.__struct_fields__)
_REQUIRED = tuple(field.name for field in msgspec.structs.fields(ActionEvent) if field.required)


def to_events(history: History) -> list[ActionEvent]:
    """Read a history in time order.

    Parameters
    ----------
    history
        A frame with the fields of `ActionEvent` as columns, others are left out; files and folders
        in any format that `roguewatch replay` reads, with a warning of what is no event; a range
        of a topic; or events. A function that waits for Kafka blocks, also within a notebook.

    Raises
    ------
    ValueError
        If a row of a frame is no event; says which and why. If a frame misses a column that an
        event cannot do without.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"event_id": ["2", "1"], "time": pd.to_datetime([60, 0], unit="s", utc=True),
    ...      "agent_id": "a", "tool": "t", "n_items": [3.0, float("nan")]})
    >>> [(event.event_id, event.n_items) for event in to_events(frame)]
    [('1', 1), ('2', 3)]
    """
    if isinstance(history, pd.DataFrame):
        events = _from_frame(history)
    elif isinstance(history, TopicRange):
        events = wait_for(read_events(history))
    elif isinstance(history, str | os.PathLike):
        events = _from_files([Path(history)])
    else:
        events = _from_items(list(history))
    return sorted(events, key=lambda event: event.timestamp)


def events_frame(events: Iterable[ActionEvent]) -> pd.DataFrame:
    """Events as a frame, one column a field; fields that are never given are left out.

    Examples
    --------
    >>> event = msgspec.convert(
    ...     {"event_id": "1", "time": "2026-01-05T10:00:00Z", "agent_id": "a", "tool": "t"},
    ...     ActionEvent)
    >>> to_events(events_frame([event])) == [event]
    True
    """
    columns: dict[str, list[Any]] = {name: [] for name in ActionEvent.__struct_fields__}
    for event in events:
        for name, values in columns.items():
            value = getattr(event, name)
            values.append(msgspec.to_builtins(value) if name == "intent" else value)
    given = {name: values for name, values in columns.items() if any(v is not None for v in values)}
    return pd.DataFrame(given)


def _from_files(paths: list[Path]) -> list[ActionEvent]:
    files = Files(paths)
    events = files.read()
    if n := sum(files.report.bad.values()):
        warnings.warn(
            f"{n:,} records are no events, and are left out; first {files.report.examples[0]}",
            stacklevel=2,
        )
    return events


def _from_items(items: list[Any]) -> list[ActionEvent]:
    if items and all(isinstance(item, str | os.PathLike) for item in items):
        return _from_files([Path(item) for item in items])
    wrong = next((item for item in items if not isinstance(item, ActionEvent)), None)
    if wrong is not None:
        raise ValueError(f"a history must be of events or of paths; got {type(wrong).__name__}")
    return cast(list[ActionEvent], items)


def _from_frame(frame: pd.DataFrame) -> list[ActionEvent]:
    missing = [name for name in _REQUIRED if name not in frame.columns]
    if missing:
        raise ValueError(f"a frame of events must have columns {list(_REQUIRED)}; misses {missing}")
    columns = [name for name in frame.columns if name in _FIELDS]
    rows = zip(*(frame[name] for name in columns), strict=True)
    return [_event(number, columns, row) for number, row in enumerate(rows)]


def _event(number: int, columns: list[str], row: tuple[Any, ...]) -> ActionEvent:
    fields = {
        name: _plain(value)
        for name, value in zip(columns, row, strict=True)
        if isinstance(value, dict | list) or not pd.isna(value)
    }
    try:
        return msgspec.convert(fields, ActionEvent)
    except msgspec.ValidationError as error:
        raise ValueError(f"row {number} of the frame is no event: {error}") from None


def _plain(value: Any) -> Any:
    """What pandas made of a value, taken back: its own times, and whole numbers as fractions."""
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(warn=False)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.item() if hasattr(value, "item") else value
