"""Places outside that an agent began to send to, and in how many of its sessions since."""

from typing import Final

from .base import Baseline, Packed
from .changes import NEW
from .features import ACTIONS, Features
from .touch import Touch

SEND: Final = ACTIONS.index("send")
_TOLD = 2
"""Sessions that are never told of: whoever writes to a new partner may do so twice."""


class OutletsBaseline(Baseline):
    """Families of targets that were new to the agent and its peers when it first sent there.

    Of each it is kept after how many sessions that was, how many sessions have sent there since
    then, that one included, and how many had when that was last told: it is told again when they
    have doubled. What counts is the session: a session sends there or does not.

    Parameters
    ----------
    max_places
        Places kept; the one unused for longest goes first.

    Examples
    --------
    >>> outlets = OutletsBaseline()
    >>> for session in range(50):
    ...     sent = {9: Touch(SEND, NEW, 1, 2, 3, 4)} if session >= 47 else {}
    ...     outlets.learn_session(sent)
    >>> outlets.n_sessions, outlets.places
    (50, {4: (47, 3, 2)})
    """

    name = "outlets"
    letter = "l"

    def __init__(self, max_places: int = 16) -> None:
        self.max_places = max_places
        self.n_sessions = 0
        self.places: dict[int, tuple[int, int, int]] = {}
        """Family to the sessions that ended before the first one that sent there, those that have
        sent there, and those that had when it was told."""

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Sessions are learned whole, by `learn_session`."""

    def learn_session(self, touched: dict[int, Touch]) -> None:
        """Take in what an ended session touched (`Session.touched`)."""
        places, sent = self.places, set[int]()
        for touch in touched.values():
            if touch.verb != SEND:
                continue
            place = touch.prefix or touch.target
            if not place or place in sent:
                continue
            sent.add(place)
            if place in places:
                since, n, told = places.pop(place)
                n += 1
                places[place] = since, n, n if n >= 2 * told else told
            elif touch.level == NEW:
                places[place] = self.n_sessions, 1, _TOLD
        self.n_sessions += 1
        while len(places) > self.max_places:
            del places[next(iter(places))]

    def merge_one(self, other: "OutletsBaseline") -> None:
        """What peers know is told by `ChangesBaseline`; what is new to one says nothing of it."""

    def pack(self) -> Packed:
        return [self.n_sessions, [[place, *of] for place, of in self.places.items()]]

    def unpack(self, packed: Packed) -> None:
        self.n_sessions, places = packed
        self.places = {place: (since, n, told) for place, since, n, told in places}
