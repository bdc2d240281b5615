"""What an agent does for one task."""

import uuid
from collections.abc import Mapping
from typing import Any, Unpack

from streams.intent import Intent

from ._action_fields import ActionFields
from ._call import Call, Desk
from ._named import check_names


class Session:
    """Actions that belong together: one conversation, one ticket, one run.

    The monitor weighs evidence by session, so an agent that opens one for each task is understood
    better. The first event carries what the session was asked to do, if that is given.

    Parameters
    ----------
    desk
        The agent that acts.
    fields
        What all events of this session say.
    intent
        What the session was asked to do.
    """

    def __init__(self, desk: Desk, fields: Mapping[str, Any], intent: Intent | None = None) -> None:
        if intent is not None and not isinstance(intent, Intent):
            raise TypeError(f"intent must be an Intent; got {type(intent).__name__}")
        self.session_id: str = fields.get("session_id") or uuid.uuid4().hex
        self._desk = desk
        self._fields = {**fields, "session_id": self.session_id}
        self._intent = intent

    def action(self, tool: str, **fields: Unpack[ActionFields]) -> Call:
        """Wrap one action; entering it raises `Stopped` when agent or credential are stopped.

        Parameters
        ----------
        tool
            Name of the tool, as the agent's model knows it.
        fields
            What else is known of the action: see `ActionFields`.
        """
        check_names("an action", fields, ActionFields)
        intent, self._intent = self._intent, None
        return Call(self._desk, {**self._fields, "tool": tool, "intent": intent, **fields})
