"""One action of an agent: refused before it runs, or reported after it."""

import asyncio
import uuid
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Protocol, Self, get_args

from baselines.features import Action
from streams.events import Outcome

from ._event import Attribute
from ._gate import Gate
from ._stopped import Stopped

_ACTIONS = get_args(Action)


class Desk(Protocol):
    """Where a call is let through and reported."""

    @property
    def gate(self) -> Gate: ...

    def report(self, fields: Mapping[str, Any]) -> None:
        """Emit an event of this agent."""
        ...

    def report_refused(self, fields: Mapping[str, Any], stopped: Stopped) -> None:
        """Emit evidence of a refused call, unless there is plenty."""
        ...


class Call:
    """A context manager around one action, for `with` and `async with`.

    Set `n_items`, `n_bytes`, `resource`, `outcome` or `attributes` in the body once they are known.
    Without an `outcome`, a body that returns is a success, `PermissionError` is a denial, any other
    exception a failure.
    """

    __slots__ = (
        "_desk",
        "_fields",
        "_is_announced",
        "attributes",
        "event_id",
        "n_bytes",
        "n_items",
        "outcome",
        "resource",
    )

    def __init__(self, desk: Desk, fields: Mapping[str, Any]) -> None:
        self._desk = desk
        self._fields = dict(fields)
        self._is_announced: bool = self._fields.pop("is_announced", False)
        if self._fields.setdefault("action", "other") not in _ACTIONS:
            raise ValueError(f"action must be one of {_ACTIONS}; got {fields['action']!r}")
        self.event_id = uuid.uuid4().hex
        self.resource: str | None = self._fields.get("resource")
        self.n_items: int = self._fields.get("n_items", 1)
        self.n_bytes: int = self._fields.get("n_bytes", 0)
        self.outcome: Outcome | None = None
        self.attributes: dict[str, Attribute] = dict(self._fields.get("attributes") or {})

    def __enter__(self) -> Self:
        stopped = self._desk.gate.stop(self._fields.get("credential_id"))
        if stopped is not None:
            self._desk.report_refused(self._current("intent", "denied"), stopped)
            raise stopped
        if self._is_announced:
            self._desk.report(self._current("intent", "unknown"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._desk.report(self._current("completed", self.outcome or _outcome_of(error)))

    async def __aenter__(self) -> Self:
        gate = self._desk.gate
        if gate.must_wait:
            await asyncio.to_thread(gate.wait)
        return self.__enter__()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.__exit__(kind, error, trace)

    def _current(self, phase: str, outcome: str) -> dict[str, Any]:
        return {
            **self._fields,
            "event_id": self.event_id,
            "phase": phase,
            "outcome": outcome,
            "resource": self.resource,
            "n_items": self.n_items,
            "n_bytes": self.n_bytes,
            "attributes": self.attributes or None,
        }


def _outcome_of(error: BaseException | None) -> Outcome:
    if error is None:
        return "success"
    return "denied" if isinstance(error, PermissionError) else "failure"
