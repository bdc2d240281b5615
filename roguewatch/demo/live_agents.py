"""The processes that act live, and what they have written down so far."""

import json
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from alerts.sanitise import sanitise
from roguewatch.simulation.part import Part

from .actor import READY
from .call_record import CallRecord
from .processes import Processes
from .screen import AgentRow
from .sighting import Sighting
from .verdict import GRACE_S

STAGGER_S = 0.8
_decode = msgspec.json.Decoder(CallRecord).decode


class LiveAgents:
    """One process for each rogue agent, one more for all benign ones.

    Parameters
    ----------
    processes
        Starts them.
    folder
        For scripts and call logs.
    rogue, benign
        Who plays.
    """

    def __init__(
        self,
        processes: Processes,
        folder: Path,
        rogue: Sequence[Part],
        benign: Sequence[Part],
    ) -> None:
        self.parts = [*rogue, *benign]
        self._processes = processes
        self._folder = folder
        self._casts = {f"rogue-{part.incident}": [part] for part in rogue}
        if benign:
            self._casts["benign"] = list(benign)

    def start(self) -> None:
        """Start all processes; they wait for `begin`."""
        for name, parts in self._casts.items():
            script = self._folder / f"{name}.json"
            script.write_bytes(msgspec.json.encode(parts))
            self._processes.start(
                name, ["-m", "roguewatch.demo.actor", str(script), str(self._call_log(name))]
            )

    def n_ready(self) -> int:
        """How many have read their stop list; raises if one died."""
        logs = (self._processes.last_lines(name) for name in self._casts)
        n_ready = sum(READY in log.splitlines() for log in logs)
        if n_ready < len(self._casts):
            self._processes.check(*self._casts)
        return n_ready

    @property
    def n_processes(self) -> int:
        return len(self._casts)

    def begin(self) -> None:
        """Give every process its start, one after the other."""
        starts_at = time.time() + 1.0
        for name in self._casts:
            stdin = self._processes.running[name].stdin
            if stdin is not None:
                stdin.write(json.dumps(starts_at).encode() + b"\n")
                stdin.flush()
            starts_at += STAGGER_S

    def are_done(self) -> bool:
        """Whether all have left; raises if one failed."""
        codes = {name: self._processes.running[name].poll() for name in self._casts}
        for name, code in codes.items():
            if code:
                self._processes.check(name)
        return None not in codes.values()

    def calls(self) -> dict[str, list[CallRecord]]:
        """What each agent has written down so far."""
        calls: defaultdict[str, list[CallRecord]] = defaultdict(list)
        for name in self._casts:
            path = self._call_log(name)
            # The last line may be half written.
            lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
            for record in map(_decode, lines):
                calls[record.key].append(record)
        return dict(calls)

    def rows(self, sightings: Mapping[str, Sighting]) -> list[AgentRow]:
        """Show each agent as it is now."""
        calls = self.calls()
        return [_row(part, calls.get(part.key, []), sightings.get(part.key)) for part in self.parts]

    def _call_log(self, name: str) -> Path:
        return self._folder / f"{name}.calls"


def _row(part: Part, calls: Sequence[CallRecord], sighting: Sighting | None) -> AgentRow:
    n_refused = sum(call.is_refused for call in calls)
    seen = sighting or Sighting()
    begun = calls[0].started - GRACE_S if calls else float("inf")
    state, risk = "acts" if calls else "waits", 0
    if any(alert.about >= begun for alert in seen.alerts):
        state, risk = "alert", seen.risk
    if any(ack.about >= begun for ack in seen.acks):
        state = "stopped"
    return AgentRow(
        sanitise(part.key, 40), part.incident or "–", len(calls), n_refused, risk, state
    )
