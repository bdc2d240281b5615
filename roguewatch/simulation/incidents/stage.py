"""Where an incident of the benchmark is played, and what comes of it."""

import random
from datetime import datetime

from streams.events import ActionEvent

from .player import Player


class Stage:
    """The players of one incident, and the events they made, the rogue ones marked.

    Parameters
    ----------
    players
        Those who act, the main one first.
    sessions
        The main player's sessions from the first rogue one on, by id, with the time of their last
        ordinary event: where something slow goes on.
    rng
        Of everything random in it.

    Examples
    --------
    >>> Stage([], [], random.Random(1)).events
    []
    """

    def __init__(
        self, players: list[Player], sessions: list[tuple[str, datetime]], rng: random.Random
    ) -> None:
        self.players = players
        self.sessions = sessions
        self.rng = rng

    @property
    def player(self) -> Player:
        """Return the main one."""
        return self.players[0]

    @property
    def events(self) -> list[ActionEvent]:
        """Everything that was done, in time order."""
        return sorted(
            (event for player in self.players for event in player.events),
            key=lambda event: (event.time, event.event_id),
        )

    @property
    def rogue_ids(self) -> set[str]:
        """Ids of the events that are not ordinary."""
        return {event_id for player in self.players for event_id in player.rogue_ids}

    def hexadecimal(self, n_digits: int = 6) -> str:
        """Make a name up."""
        return f"{self.rng.getrandbits(4 * n_digits):0{n_digits}x}"
