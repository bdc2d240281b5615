"""An agent that is to do what it does not usually do."""

import random
from datetime import datetime, timedelta
from typing import Any

import msgspec

from baselines.features import Action
from streams.events import ActionEvent

from ..habits import Habits
from .incident import own_tool


class Player:
    """Acts under an agent's usual names from a moment on; each call names how much later it is.

    Parameters
    ----------
    habits
        What is known of the agent.
    session
        Session id of its calls.
    at
        Time of the first call, but for its delay.
    rng
        Of ids and delays.

    Examples
    --------
    >>> from datetime import UTC
    >>> start, habits = datetime(2026, 1, 5, tzinfo=UTC), Habits()
    >>> habits.observe(ActionEvent(event_id="1", time=start, agent_id="a", tool="read_file"))
    >>> player = Player(habits, "s", start, random.Random(1))
    >>> player.call("drop_table", "delete", "orders", after_s=2.0)
    >>> player.events[0].agent_id, player.events[0].tool, len(player.rogue_ids)
    ('a', 'drop_table', 1)
    """

    def __init__(self, habits: Habits, session: str, at: datetime, rng: random.Random) -> None:
        self.habits = habits
        self.session = session
        self.at = at
        self.rng = rng
        self.events: list[ActionEvent] = []
        self.rogue_ids: set[str] = set()
        last = habits.last
        self._as = msgspec.structs.replace(
            last,
            session_id=session,
            credential_id=habits.credential_id,
            environment=habits.environment,
            source_ip=habits.source_ip,
            approval_id=None,
            outcome="success",
            n_items=1,
            n_bytes=0,
        )

    def call(
        self,
        tool: str,
        action: Action,
        resource: str | None,
        after_s: float,
        *,
        is_rogue: bool = True,
        **changed: Any,
    ) -> None:
        """Make one call this long after the one before; other fields are the agent's usual."""
        self.at += timedelta(seconds=after_s)
        event = msgspec.structs.replace(
            self._as,
            event_id=f"{self.rng.getrandbits(64):016x}",
            time=self.at,
            tool=tool,
            action=action,
            resource=resource,
            **changed,
        )
        self.events.append(event)
        if is_rogue:
            self.rogue_ids.add(event.event_id)

    def again(self, past: ActionEvent, after_s: float, *, is_rogue: bool, **changed: Any) -> None:
        """Do once more what it did before."""
        fields = {
            "n_items": past.n_items,
            "n_bytes": past.n_bytes,
            "credential_id": past.credential_id,
            "environment": past.environment,
            "approval_id": past.approval_id,
        }
        self.call(
            past.tool,
            past.action,
            changed.pop("resource", past.resource),
            after_s,
            is_rogue=is_rogue,
            **(fields | changed),
        )

    def past(self, *actions: Action) -> list[ActionEvent]:
        """Its latest calls of these kinds, or of any."""
        return [e for e in self.habits.recent if not actions or e.action in actions]

    def tool(self, action: Action, otherwise: str) -> str:
        """Name the tool it uses for this kind of call, or the one it reaches for."""
        return own_tool(self.habits, action, otherwise)

    def soon(self, least_s: float = 0.8, most_s: float = 4.0) -> float:
        """Wait as long as an agent thinks."""
        return self.rng.uniform(least_s, most_s)

    def move_to(self, session: str, at: datetime) -> None:
        """Go on in another session, at another time."""
        self.session, self.at = session, at
        self._as = msgspec.structs.replace(self._as, session_id=session)

    def become(self, **changed: Any) -> None:
        """Use other names from now on."""
        self._as = msgspec.structs.replace(self._as, **changed)
