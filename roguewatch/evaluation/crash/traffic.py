"""A seeded fleet for the crash proof: dense ordinary work, and agents that go rogue in between."""

import heapq
import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from baselines.features import Action
from streams.events import ActionEvent

_START = datetime(2026, 1, 5, 6, tzinfo=UTC)
_COHORTS: dict[str, tuple[tuple[str, Action], ...]] = {
    "mail": (("read_mail", "read"), ("send_mail", "send"), ("list_folders", "read")),
    "coding": (("read_file", "read"), ("write_file", "write"), ("run_tests", "execute")),
    "support": (("get_ticket", "read"), ("reply_ticket", "send"), ("search_docs", "read")),
    "analyst": (("query_table", "read"), ("read_report", "read"), ("write_report", "write")),
}


class CrashTraffic:
    """Events in time order; the same seed and sizes give the same events.

    Time runs so that the events cover `n_hours`. Incidents come in the last tenth, when agents have
    been known for three days, for nobody is stopped by a young baseline: a burst of deletes, or one
    call that destroys much.

    Parameters
    ----------
    seed
        Of everything random.
    n_events
        How many events, incidents included.
    n_agents
        Size of the fleet.
    n_incidents
        How many agents go rogue.
    n_hours
        Event time covered.

    Examples
    --------
    >>> events = list(CrashTraffic(seed=1, n_events=500, n_agents=20, n_incidents=3).events())
    >>> len(events), events == sorted(events, key=lambda event: event.time)
    (500, True)
    """

    def __init__(
        self,
        seed: int,
        n_events: int,
        n_agents: int = 400,
        n_incidents: int = 300,
        n_hours: float = 84.0,
    ) -> None:
        if n_incidents > n_agents:
            raise ValueError(f"n_incidents must be at most {n_agents}; got {n_incidents!r}")
        self.n_events = n_events
        self._random = random.Random(seed)
        self._n_agents = n_agents
        self._n_incidents = n_incidents
        self._span_s = n_hours * 3600.0

    def events(self) -> Iterator[ActionEvent]:
        """Yield the events."""
        rogue = self._incidents()
        ordinary = self._ordinary(self.n_events - len(rogue))
        yield from itertools.islice(heapq.merge(ordinary, rogue, key=_time), self.n_events)

    def _ordinary(self, n_events: int) -> Iterator[ActionEvent]:
        step_s = self._span_s / max(n_events, 1)
        choose = self._random.random
        for n in range(n_events):
            number = int(self._n_agents * choose() ** 1.5)
            yield self._event(f"o{n}", number, int(3 * choose() ** 2), (n + choose()) * step_s)

    def _event(self, event_id: str, number: int, tool_number: int, seconds: float) -> ActionEvent:
        choose = self._random.random
        cohort = tuple(_COHORTS)[number % len(_COHORTS)]
        tool, action = _COHORTS[cohort][tool_number]
        return ActionEvent(
            event_id=event_id,
            time=_at(seconds),
            agent_id=f"{cohort}-{number}",
            cohort=cohort,
            session_id=f"s{number}-{int(seconds // 1800)}",
            tool=tool,
            action=action,
            resource=f"{cohort}/{int(12 * choose() ** 2)}",
            n_bytes=int(1000 * choose()),
            outcome="failure" if choose() < 0.02 else "success",
        )

    def _incidents(self) -> list[ActionEvent]:
        """All rogue events, in time order."""
        events: list[ActionEvent] = []
        cohorts = tuple(_COHORTS)
        for incident, number in enumerate(
            self._random.sample(range(self._n_agents), self._n_incidents)
        ):
            cohort = cohorts[number % len(cohorts)]
            start_s = self._span_s * (0.89 + 0.1 * self._random.random())
            is_single = incident % 4 == 0
            for call in range(1 if is_single else 12):
                events.append(
                    ActionEvent(
                        event_id=f"r{incident}-{call}",
                        time=_at(start_s + 0.4 * call),
                        agent_id=f"{cohort}-{number}",
                        cohort=cohort,
                        session_id=f"rogue-{incident}",
                        tool="delete_volume" if is_single else "delete_file",
                        action="delete",
                        resource=f"production/volume-{incident}" if is_single else f"x/{call}",
                        n_items=1 if is_single else 50,
                        environment="production",
                        credential_id=f"stray-{incident}" if is_single else None,
                    )
                )
        return sorted(events, key=_time)


def _at(seconds: float) -> datetime:
    # Whole milliseconds: what a record's timestamp can carry.
    return _START + timedelta(milliseconds=int(seconds * 1000))


def _time(event: ActionEvent) -> datetime:
    return event.time
