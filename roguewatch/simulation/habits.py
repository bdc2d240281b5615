"""What a history shows of one agent, as far as somebody needs it who wants to play that agent."""

from collections import Counter, deque
from datetime import datetime, timedelta

from msgspec.structs import replace

from streams.events import ActionEvent
from streams.meaning.verbs import verb_of

N_RECENT = 40
N_TARGETS = 64
AT_ONCE = 10
"""Deletes within `ONCE` that make a habit of what an incident is stopped for at its tenth call."""
ONCE = timedelta(hours=1)
SECRET_WORDS = ("secret", "token", "credential", "password", "vault:", ".env", "id_rsa", "api-key")


class Habits:
    """An agent's tools, credentials, targets and deletes, counted in one pass over its events.

    Works for any history: what an event leaves out is None, and where it says nothing of the verb,
    the tool's name is read as the monitor reads it.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> habits = Habits()
    >>> habits.observe(ActionEvent(event_id="1", time=datetime(2026, 1, 5, tzinfo=UTC),
    ...     agent_id="a", tool="read_file", action="read", credential_id="c"))
    >>> habits.usual_tool("read"), habits.usual_tool("delete"), habits.credential_id
    ('read_file', None, 'c')
    """

    def __init__(self) -> None:
        self.n_events = 0
        self.first: datetime | None = None
        self.tools: Counter[tuple[str, str]] = Counter()
        self.credentials: Counter[str] = Counter()
        self.environments: Counter[str] = Counter()
        self.addresses: Counter[str] = Counter()
        self.deletes_per_day: Counter[str] = Counter()
        self.has_deleted_at_once = False
        self._last_deletes: deque[datetime] = deque(maxlen=AT_ONCE)
        self.sent_to: Counter[str] = Counter()
        self.has_read_secrets = False
        self.hours: Counter[int] = Counter()
        self.recent: deque[ActionEvent] = deque(maxlen=N_RECENT)

    def observe(self, event: ActionEvent) -> None:
        """Take in the agent's next event."""
        if not self.n_events:
            self.first = event.time
        if event.action == "other" and (verb := verb_of(event.tool)) != "other":
            event = replace(event, action=verb)
        self.n_events += 1
        self.tools[event.tool, event.action] += 1
        if event.credential_id:
            self.credentials[event.credential_id] += 1
        if event.environment:
            self.environments[event.environment] += 1
        if event.source_ip:
            self.addresses[event.source_ip] += 1
        if event.action == "delete":
            self.deletes_per_day[f"{event.time:%Y-%m-%d}"] += 1
            self._last_deletes.append(event.time)
            is_full = len(self._last_deletes) == AT_ONCE
            self.has_deleted_at_once |= is_full and event.time - self._last_deletes[0] <= ONCE
        resource = (event.resource or "").lower()
        if event.action == "send" and (resource in self.sent_to or len(self.sent_to) < N_TARGETS):
            self.sent_to[resource] += 1
        self.hours[event.time.hour] += 1
        self.has_read_secrets |= any(word in resource for word in SECRET_WORDS)
        self.recent.append(event)

    @property
    def last(self) -> ActionEvent:
        """Its latest event: who it is, and in which version."""
        return self.recent[-1]

    @property
    def key(self) -> str:
        return self.last.key

    @property
    def credential_id(self) -> str | None:
        return _commonest(self.credentials)

    @property
    def environment(self) -> str | None:
        return _commonest(self.environments)

    @property
    def source_ip(self) -> str | None:
        return _commonest(self.addresses)

    @property
    def n_deletes(self) -> int:
        return sum(self.deletes_per_day.values())

    @property
    def is_used_to_deleting(self) -> bool:
        """A few deletes a day are ordinary for it: on several days, never many a day or at once.

        To whom ten at once are a habit, the tenth call of an incident is nothing yet.
        """
        days = self.deletes_per_day
        if self.has_deleted_at_once or len(days) < 3:
            return False
        return self.n_deletes >= 6 and max(days.values()) <= 15

    @property
    def quietest_hour(self) -> int:
        """The hour of the day, in UTC, that is furthest from all in which it works."""
        return max(range(24), key=lambda hour: (self.away(hour), -hour))

    def away(self, hour: int) -> int:
        """Count the hours between this one and the nearest in which it works."""
        return min(min((hour - h) % 24, (h - hour) % 24) for h in self.hours)

    def n_calls(self, action: str) -> int:
        """How often it did something of this kind."""
        return sum(n for (_, its_action), n in self.tools.items() if its_action == action)

    def usual_tool(self, action: str) -> str | None:
        """Name the tool it uses most for this kind of call."""
        tools = Counter({tool: n for (tool, its), n in self.tools.items() if its == action})
        return _commonest(tools)

    def words(self) -> str:
        """Everything it is known by, in one lower-case text to look hints up in."""
        resources = " ".join(event.resource or "" for event in self.recent)
        tools = " ".join(tool for tool, _ in self.tools)
        return f"{self.last.cohort or ''} {self.last.agent_id} {tools} {resources}".lower()


def _commonest(counts: Counter[str]) -> str | None:
    # By name among equals, so that the choice does not hang on the order of events.
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None
