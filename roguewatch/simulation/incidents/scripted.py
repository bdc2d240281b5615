"""One of the five public reports, played in the benchmark's fleet."""

import random

from ..habits import Habits
from .case import Case, Kind
from .incident import Incident
from .stage import Stage

_KINDS: dict[str, Kind] = {"a": "one-call", "b": "mass", "c": "quiet", "d": "quiet", "e": "mass"}


class Scripted(Case):
    """Plays the script of an incident of the demo.

    Parameters
    ----------
    incident
        Whose script.
    """

    name: str  # type: ignore[misc]  # each script's own
    title: str  # type: ignore[misc]
    kind: Kind  # type: ignore[misc]
    stop_by: int | None  # type: ignore[misc]
    hints: tuple[str, ...]  # type: ignore[misc]

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self.name = incident.name
        self.title = incident.title
        self.hints = incident.hints
        self.kind = _KINDS[incident.letter]
        self.stop_by = incident.latest_stop

    def fits(self, habits: Habits) -> bool:
        return self.incident.fits(habits)

    def play(self, stage: Stage) -> None:
        player = stage.player
        for call in self.incident.script(player.habits, random.Random(stage.rng.getrandbits(32))):
            fields = {
                "n_items": call.n_items,
                "n_bytes": call.n_bytes,
                "outcome": call.outcome,
                "approval_id": call.approval_id,
            }
            if call.credential_id is not None:
                fields["credential_id"] = call.credential_id
            if call.environment is not None:
                fields["environment"] = call.environment
            player.call(
                call.tool,
                call.action,
                call.resource,
                call.delay_s,
                is_rogue=call.is_rogue,
                **fields,
            )
