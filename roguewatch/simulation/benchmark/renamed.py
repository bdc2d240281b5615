"""Newcomers of a fleet that is given: lives out of it, under names of their own."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from streams.events import ActionEvent

LATER = timedelta(hours=1)


class Renamed:
    """Gives lives of a history's agents as those of agents that begin on a day of it.

    Each is an hour later than the one it was taken from, has its cohort, and a credential and
    sessions of its own: nobody is told from another by those.

    Parameters
    ----------
    history
        Events in order of time.
    begins, ends
        From when until when newcomers live.

    Examples
    --------
    >>> from datetime import UTC
    >>> time = datetime(2026, 1, 5, tzinfo=UTC)
    >>> event = ActionEvent(event_id="1", time=time, agent_id="a", tool="read_file")
    >>> [(e.agent_id, e.event_id) for e in Renamed([event], time, time + LATER).life(3)]
    [('a-new-3', '1-new-3')]
    """

    def __init__(self, history: Iterable[ActionEvent], begins: datetime, ends: datetime) -> None:
        by_agent: defaultdict[str, list[ActionEvent]] = defaultdict(list)
        for event in history:
            if begins <= event.time < ends:
                by_agent[event.key].append(event)
        if not by_agent:
            raise ValueError(f"the history must have events from {begins} to {ends}; it has none")
        self._lives = [by_agent[key] for key in sorted(by_agent)]

    def life(self, number: int) -> list[ActionEvent]:
        """Give the life of one newcomer."""
        return [_as(event, number) for event in self._lives[number % len(self._lives)]]


def _as(event: ActionEvent, number: int) -> ActionEvent:
    names = {
        name: f"{value}-new-{number}"
        for name in ("event_id", "agent_id", "credential_id", "session_id")
        if (value := getattr(event, name)) is not None
    }
    return msgspec.structs.replace(event, time=event.time + LATER, source_ip=None, **names)
