"""Recorded tool calls of language-model agents, benign and hijacked, as labelled JSON lines."""

import re
from typing import Any

from baselines.features import ACTIONS
from streams.bad_event import BadEvent
from streams.events import ActionEvent
from streams.meaning.verbs import verb_of

from .base import Record, Skipped
from .fields import make_event, mapping, parse_record, text

_OUTCOMES = {"ok": "success", "error": "failure"}
_MOST_TARGET_CHARACTERS = 80
# Words of argument names, whatever the tool: what is said or run is not what is touched, when is
# not what, and the value of a secret is nobody's target.
_CONTENT = frozenset(
    {"body", "code", "command", "content", "contents", "description", "message", "script", "text"}
    | {"thought"}
)
_ONLY_DIGITS = re.compile(r"[\d\s:.,/+TZ-]+")
_SECRET = frozenset({"password", "passphrase", "secret", "token", "credential", "pin"})


class AgentTraces:
    """The labelled traces; labels, and whatever else says how a run was made, are never read.

    Agents named ``dataset/model/suite`` do the same work when they share dataset and suite:
    that is their cohort. Where the recording does not say what a call does, its tool's name is
    asked. A changing call whose object the recording leaves open takes its first
    short string argument. A record may carry an `intent` as an action event does.

    Examples
    --------
    >>> event = AgentTraces().map_one(
    ...     {
    ...         "ts": "2024-06-03T09:27:18.119Z",
    ...         "agent_id": "lab/model-a/office",
    ...         "session_id": "s1",
    ...         "seq": 2,
    ...         "tool": "book_room",
    ...         "action": "pay",
    ...         "resource": None,
    ...         "args": {"room": "Blue"},
    ...         "outcome": "ok",
    ...         "n_items": 1,
    ...         "label": "malicious",
    ...     }
    ... )
    >>> event.event_id, event.cohort, event.model, event.resource, event.outcome
    ('s1-2', 'lab/office', 'model-a', 'Blue', 'success')
    """

    name = "agent-traces"

    def recognises(self, record: Record) -> bool:
        return {"ts", "agent_id", "session_id", "seq", "tool"} <= record.keys()

    def map_one(self, record: Record | bytes) -> ActionEvent | Skipped:
        x = parse_record(record)
        session_id, seq = text(x.get("session_id"), 200), x.get("seq")
        if session_id is None or type(seq) is not int:
            raise BadEvent(
                "source",
                f"session_id and seq must name the call; got {session_id!r} and {seq!r:.40}",
            )
        tool, action = text(x.get("tool")), x.get("action")
        if tool is not None and (action not in ACTIONS or action == "other"):
            # Whoever recorded it did not know: its name may say.
            action = verb_of(tool)
        resource = text(x.get("resource"), 2048)
        if resource is None and action not in ("read", "other"):
            resource = _main_argument(mapping(x.get("args")))
        cohort, model = _cohort_and_model(x.get("agent_id"))
        outcome = x.get("outcome")
        fields: dict[str, Any] = {
            "event_id": f"{session_id}-{seq}",
            "time": x.get("ts"),
            "agent_id": text(x.get("agent_id"), 512),
            "cohort": cohort,
            "model": model,
            "session_id": session_id,
            "tool": tool,
            "action": action,
            "resource": resource,
            "n_items": x.get("n_items", 1),
            "outcome": _OUTCOMES.get(outcome, "unknown") if isinstance(outcome, str) else "unknown",
            "intent": x.get("intent"),
        }
        return make_event(fields)


def _cohort_and_model(agent_id: object) -> tuple[str | None, str | None]:
    parts = agent_id.split("/") if isinstance(agent_id, str) else []
    if len(parts) != 3:
        return None, None
    return text(f"{parts[0]}/{parts[2]}"), text(parts[1])


def _main_argument(arguments: Record) -> str | None:
    for name, value in arguments.items():
        words = set(name.lower().replace("-", "_").split("_"))
        if words & _SECRET:
            return text(name)
        if words & _CONTENT or not isinstance(value, str):
            continue
        if "id" not in words and _ONLY_DIGITS.fullmatch(value):
            continue
        if 0 < len(value.strip()) <= _MOST_TARGET_CHARACTERS and "\n" not in value:
            return value.strip()
    return None
