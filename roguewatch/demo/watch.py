"""What stands in the topics, as somebody sees it who only watches."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import msgspec

from alerts.ack import Ack, decode_report
from alerts.command import Command, Refused, decode_command
from alerts.keys import BadSignature, KeyRing
from alerts.ledger import decode_record
from alerts.sanitise import sanitise
from alerts.stop_request import BadRequest, decode_request
from streams import topics
from streams.bad_event import BadEvent
from streams.checkpoints import PARTITION_KEY, BadCheckpoint, decode_partition
from streams.decoding import decode_event
from streams.log import Record

from .sighting import Seen, Sighting

GATE = "sdk-gate"
CREATE, CLOSE = 1, 3
Say = Callable[[str, str], None]


class Watch:
    """Sorts records into sightings by agent; verifies what is signed, and says what is new.

    Parameters
    ----------
    keys
        Whose signatures count.
    say
        Called with a kind and a sentence for each thing worth a line on the screen.

    Examples
    --------
    >>> watch = Watch(KeyRing.generate(), lambda kind, text: None)
    >>> watch.created, watch.scored
    ([], {})
    """

    def __init__(self, keys: KeyRing, say: Say) -> None:
        self.sightings: defaultdict[str, Sighting] = defaultdict(Sighting)
        self.created: list[tuple[str, Seen]] = []
        """Every alert that opened an incident: agent, and when."""
        self.scored: dict[int, int] = {}
        """Next offset to score, by partition of `agent-actions`, as last checkpointed."""
        self.alert_ids: set[str] = set()
        self.n_forged = 0
        self.is_live = False
        """While the history is scored, only what opens an incident is worth a line."""
        self._keys = keys
        self._say = say
        self._take: dict[str, Callable[[Record, float], None]] = {
            topics.ACTIONS: self._take_action,
            topics.ALERTS: self._take_alert,
            topics.STOP_REQUESTS: self._take_request,
            topics.KILLSWITCH: self._take_command,
            topics.LEDGER: self._take_ledger,
            topics.ACKS: self._take_report,
            topics.PROFILES: self._take_profile,
        }

    def take(self, record: Record) -> None:
        """Take in one record of any of our topics; what nobody vouches for is only counted."""
        try:
            self._take[record.topic](record, record.timestamp / 1_000.0)
        except (
            BadEvent,
            BadSignature,
            BadRequest,
            BadCheckpoint,
            Refused,
            msgspec.DecodeError,
            KeyError,
            TypeError,
        ):
            self.n_forged += 1

    def _take_action(self, record: Record, _at: float) -> None:
        value = record.value or b""
        if not value.startswith(b"{"):
            return
        event = decode_event(value)
        self.sightings[event.key].events[event.event_id] = event.timestamp

    def _take_alert(self, record: Record, at: float) -> None:
        finding: dict[str, Any] = msgspec.json.decode(record.value or b"")
        key = (record.key or b"").decode("utf-8", "replace")
        seen = Seen(finding["time"] / 1_000.0, at, _reason(finding))
        if finding["activity_id"] == CLOSE:
            return
        sighting = self.sightings[key]
        sighting.alerts.append(seen)
        sighting.risk, sighting.reason = int(finding["risk_score"]), seen.text
        is_new = finding["activity_id"] == CREATE
        if is_new:
            self.created.append((key, seen))
            self.alert_ids.add(str(finding["finding_info"]["uid"]))
        if is_new or self.is_live:
            self._say("alert", f"{sanitise(key)} risk {sighting.risk}: {seen.text}")

    def _take_request(self, record: Record, at: float) -> None:
        request = decode_request((record.value or b"").decode("ascii", "replace"), self._keys)
        if request.action == "reinstate":
            return
        self.sightings[request.key].requests.append(Seen(request.time, at, request.reason))

    def _take_command(self, record: Record, at: float) -> None:
        self._add_command(decode_command(record.value or b"", self._keys), at)

    def _add_command(self, command: Command, at: float) -> None:
        """Take it as signed when it is durable: in the ledger, or else in the topic."""
        commands = self.sightings[command.key].commands
        if not command.is_live or command.action == "reinstate":
            return
        if any(command.cmd_id == seen.text for seen in commands):
            return
        commands.append(Seen(command.event_time, at, command.cmd_id))
        self._say("command", f"{command.action} {sanitise(command.key)}")

    def _take_ledger(self, record: Record, at: float) -> None:
        line = decode_record(record.value or b"", self._keys)
        command = line.read_command() if line.kind == "command" else None
        if command is not None:
            self._add_command(command, at)
        if line.kind not in ("denied", "held") or line.request is None or line.decision is None:
            return
        text = f"{line.kind}: {sanitise(line.decision.reason)}"
        self.sightings[line.request.key].refusals.append(Seen(line.request.time, at, text))
        self._say("ledger", f"{sanitise(line.request.key)} {text}")

    def _take_report(self, record: Record, at: float) -> None:
        report = decode_report(record.value or b"", self._keys)
        if not isinstance(report, Ack) or report.enforcer != GATE or not report.is_confirmation:
            return
        sighting = self.sightings[report.key]
        about = next((c.about for c in sighting.commands if c.text == report.cmd_id), report.time)
        sighting.acks.append(Seen(about, report.time, report.cmd_id))
        if report.result == "applied":
            self._say("ack", f"{sanitise(report.key)} stopped by {sanitise(report.enforcer)}")

    def _take_profile(self, record: Record, _at: float) -> None:
        if record.key == PARTITION_KEY:
            offset = decode_partition(record.value or b"").offset
            self.scored[record.partition] = max(offset, self.scored.get(record.partition, 0))


def _reason(finding: dict[str, Any]) -> str:
    """Find the sentence of the strongest reason."""
    reasons = finding["unmapped"]["reasons"]
    return sanitise(str(reasons[0]["sentence"] if reasons else finding["finding_info"]["title"]))
