"""A simulated history with an incident at its end, to try things on."""

from datetime import UTC, datetime, timedelta

import msgspec

from roguewatch.simulation import Fleet
from roguewatch.simulation.casting import Casting
from roguewatch.simulation.incidents import InboxPurge
from roguewatch.simulation.part import Part
from streams.events import ActionEvent

START = datetime(2026, 1, 5, tzinfo=UTC)


class Example(msgspec.Struct, frozen=True):
    """Some days of a small fleet; then a mail agent deletes an inbox, 200 messages a minute.

    Parameters
    ----------
    events
        In time order; the incident's come last.
    agent_id
        Who goes rogue.
    rogue
        Ids of the rogue events.
    """

    events: tuple[ActionEvent, ...]
    agent_id: str
    rogue: tuple[str, ...]

    @property
    def benign(self) -> tuple[ActionEvent, ...]:
        """The events before the incident's session."""
        return tuple(e for e in self.events if not e.event_id.startswith("incident-"))


def example(seed: int = 1, n_agents: int = 30, n_days: int = 7) -> Example:
    """Make it; the same arguments give the same history.

    Examples
    --------
    >>> week = example(n_agents=10, n_days=5)
    >>> week.events[-1].event_id in week.rogue, len(week.rogue) > 10
    (True, True)
    """
    life = list(Fleet(seed=seed, n_agents=n_agents, start=START, n_days=n_days).events())
    casting = Casting(life, seed=seed, incidents=(InboxPurge(is_used_to_deleting=True),))
    part = casting.parts[0]
    life = sorted([*life, *casting.added_events], key=lambda event: event.time)
    played = _play(part, life[-1].time + timedelta(minutes=5))
    rogue = [
        event.event_id for event, call in zip(played, part.calls, strict=True) if call.is_rogue
    ]
    return Example((*life, *played), part.agent_id, tuple(rogue))


def _play(part: Part, time: datetime) -> list[ActionEvent]:
    events = []
    for n, call in enumerate(part.calls):
        time += timedelta(seconds=call.delay_s)
        events.append(
            ActionEvent(
                event_id=f"incident-{n}",
                time=time,
                tenant=part.tenant,
                agent_id=part.agent_id,
                cohort=part.cohort,
                agent_version=part.agent_version,
                session_id="incident",
                credential_id=part.credential_id,
                source_ip=part.source_ip,
                environment=part.environment,
                tool=call.tool,
                action=call.action,
                resource=call.resource,
                n_items=call.n_items,
                n_bytes=call.n_bytes,
                outcome=call.outcome,
            )
        )
    return events
