"""What the events of one partition raised, until somebody takes it."""

from collections.abc import Sequence

from alerts.alert import Alert
from alerts.finding import encode_finding
from alerts.first_use import FirstUse
from alerts.stop_request import StopRequest
from streams.bad_event import BadEvent
from streams.log import Record
from streams.refused.dead_letters import DeadLetter


class Raised:
    """Stop requests, alerts, first uses, dead letters and notices, in the order they came.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> record = SimpleNamespace(
    ...     topic="agent-actions", partition=2, offset=7, key=b"default/a", value=None, headers=()
    ... )
    >>> raised = Raised()
    >>> raised.refuse(record, "syntax", "a record must have a value; got none")
    >>> [(letter.stage, letter.reason) for letter in raised.take_dead_letters()]
    [('syntax', 'a record must have a value; got none')]
    """

    def __init__(self) -> None:
        self.alerts: list[Alert] = []
        self.findings: list[tuple[bytes, bytes]] = []
        """The alerts as records."""
        self.firsts: list[FirstUse] = []
        self.stop_requests: list[StopRequest] = []
        self.dead_letters: list[DeadLetter] = []
        self.notices: list[str] = []
        """What an operator should know: ignored snapshots, failures of the scorer."""
        self.unscored: dict[str, int] = {}
        """Agents with events that the scorer failed on, and how many."""
        self._asked_by: Record | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether something is to be sent before the next record is looked at."""
        return bool(self.stop_requests or self.findings or self.firsts)

    def refuse(self, record: Record, stage: str, reason: str) -> None:
        """Keep a record that cannot be used, with the reason."""
        self.dead_letters.append(DeadLetter(record, stage, BadEvent(stage, reason).reason))

    def fail(self, record: Record, key: str, stage: str, error: Exception) -> None:
        """Keep an event that broke something of ours, and tell an operator."""
        self.unscored[key] = self.unscored.get(key, 0) + 1
        self.refuse(record, stage, f"{type(error).__name__}: {error}")
        self.notices.append(
            f"an event of {key!r} failed at the stage {stage!r}: {type(error).__name__}"
        )

    def ask(self, record: Record, requests: Sequence[StopRequest]) -> None:
        """Keep stop requests, and which event asks."""
        self.stop_requests += requests
        self._asked_by = record

    def tell(self, record: Record, key: str, alerts: Sequence[Alert]) -> None:
        """Encode alerts here, where an event whose alert cannot be told is still at hand."""
        for alert in alerts:
            try:
                finding = encode_finding(alert)
            except MemoryError:
                raise
            except Exception as error:  # its stop request, and all other events, still count
                self.fail(record, key, "finding", error)
                continue
            self.alerts.append(alert)
            self.findings.append((alert.key.encode(), finding))

    def take_requests(self) -> list[StopRequest]:
        """Hand over the stop requests."""
        requests, self.stop_requests = self.stop_requests, []
        return requests

    def give_up_request(self, request: StopRequest, error: Exception) -> None:
        """Note a stop request that cannot be sent, with the event that raised it."""
        if self._asked_by is not None:
            self.fail(self._asked_by, request.key, "request", error)

    def take_findings(self) -> list[tuple[bytes, bytes]]:
        """Hand over the alerts as records."""
        findings, self.findings, self.alerts = self.findings, [], []
        return findings

    def take_firsts(self) -> list[FirstUse]:
        """Hand over what agents used for the first time."""
        firsts, self.firsts = self.firsts, []
        return firsts

    def take_dead_letters(self) -> list[DeadLetter]:
        """Hand over the dead letters."""
        letters, self.dead_letters = self.dead_letters, []
        return letters
