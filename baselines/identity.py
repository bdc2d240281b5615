"""Who an agent is when it acts: what it has used before, and how often that is something new."""

from typing import Final

from .base import Baseline, Packed
from .features import Features

KINDS: Final = ("credential", "address", "version", "model", "parent", "principal")
"""What an agent acts with, in the order of `IdentityBaseline.known`."""
CREDENTIAL: Final = 0
ADDRESS: Final = 1
VERSION: Final = 2
MODEL: Final = 3
PARENT: Final = 4
PRINCIPAL: Final = 5

_DAY_S: Final = 86_400.0
_NOBODY: Final = (0, 0, 0, 0)
_MOST_ODD: Final = 32
_MOST_TOLD: Final = 64
_MOST_OF_PEERS: Final = 1_024


class IdentityBaseline(Baseline):
    """Exact small sets of what an agent acts with; the ones unseen for longest go first.

    Credentials, addresses, versions, models, parents and principals each have a set, and a count
    of how often something new came after the first, against the days the agent was at work. What
    came with an odd event is told of once (`fresh`), and stays unknown.

    For peers, a symbol counts for 1 where one of them has it and for 2 where more do: what two
    agents use is nobody's own.

    Parameters
    ----------
    max_known
        Symbols of each kind kept for one agent.
    max_days
        Days after which all counts are halved.

    Examples
    --------
    >>> baseline = IdentityBaseline()
    >>> baseline.learn_one(Features(time=0.0, credential=7, address=0))
    >>> 7 in baseline.credentials, len(baseline.addresses), baseline.take_fresh()
    (True, 0, [(0, 0)])
    """

    name = "identity"
    letter = "i"
    version = 2

    def __init__(self, max_known: int = 32, max_days: int = 90) -> None:
        self.max_known = max_known
        self.max_days = max_days
        self.known: tuple[dict[int, int], ...] = tuple({} for _ in KINDS)
        self.n_new = [0] * len(KINDS)
        """How often each kind was something new, after the first."""
        self.n_days = 0
        """Days at work."""
        self.fresh: list[tuple[int, int]] = []
        """Kinds that were new since somebody last took them, and how many of each were known.
        Not packed: it is told with the event that was learned."""
        self._odd: dict[int, None] = {}
        self._n_told = 0
        self._day = -1
        self._day_ends = float("-inf")
        self._credential = self._address = 0
        self._who: tuple[int, int, int, int] = _NOBODY

    @property
    def credentials(self) -> dict[int, int]:
        """Its credentials, the one unused for longest first."""
        return self.known[CREDENTIAL]

    @property
    def addresses(self) -> dict[int, int]:
        """Its addresses, the one unused for longest first."""
        return self.known[ADDRESS]

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        time, is_odd = x.time, weight < 0.5
        if time >= self._day_ends:
            self._begin_day(int(time // _DAY_S))
        credential, address, who = x.credential, x.address, _NOBODY
        if x.who is not None:
            who = x.who
        # Most events are told apart from the one before by their credential at most.
        if credential != self._credential:
            self._credential = credential
            self._learn(CREDENTIAL, credential, is_odd)
        if address != self._address:
            self._address = address
            self._learn(ADDRESS, address, is_odd)
        if who != self._who:
            self._who = who
            version, model, parent, principal = who
            self._learn(VERSION, version, is_odd)
            self._learn(MODEL, model, is_odd)
            self._learn(PARENT, parent, is_odd)
            self._learn(PRINCIPAL, principal, is_odd)

    def _learn(self, kind: int, symbol: int, is_odd: bool) -> None:
        known = self.known[kind]
        if symbol in known:
            if is_odd:
                # It keeps its place among the others, so the next use is not the latest's again.
                self._forget_latest()
            elif len(known) > 1:
                del known[symbol]
                known[symbol] = 1
            return
        if not symbol:
            return
        if symbol not in self._odd and self._n_told < _MOST_TOLD:
            self.fresh.append((kind, len(known)))
            self._n_told += 1
        if is_odd:
            # Asked again each time it alternates with another one, and told of once.
            self._odd[symbol] = None
            self._forget_latest()
            if len(self._odd) > _MOST_ODD:
                del self._odd[next(iter(self._odd))]
            return
        self._odd.pop(symbol, None)
        self.n_new[kind] += bool(known)
        known[symbol] = 1
        if len(known) > self.max_known:
            del known[next(iter(known))]

    def _begin_day(self, day: int) -> None:
        self._day, self._n_told = day, 0
        self._day_ends = (day + 1) * _DAY_S
        self.n_days += 1
        if self.n_days > self.max_days:
            self.n_days //= 2
            self.n_new = [n // 2 for n in self.n_new]

    def _forget_latest(self) -> None:
        """Look at the next event's names, whatever they are."""
        self._credential = self._address = 0
        self._who = _NOBODY

    def take_fresh(self) -> list[tuple[int, int]]:
        """What the last event used for the first time, once: its kind, and how many were known."""
        fresh, self.fresh = self.fresh, []
        return fresh

    def merge_one(self, other: "IdentityBaseline") -> None:
        self.n_days += other.n_days
        self.n_new = [a + b for a, b in zip(self.n_new, other.n_new, strict=True)]
        for mine, theirs in zip(self.known, other.known, strict=True):
            for symbol, n in theirs.items():
                mine[symbol] = 2 if symbol in mine else n
            if len(mine) > _MOST_OF_PEERS:
                alone = [symbol for symbol, n in mine.items() if n < 2]
                for symbol in (alone + list(mine))[: len(mine) - _MOST_OF_PEERS]:
                    mine.pop(symbol, None)

    def pack(self) -> Packed:
        shared = [[symbol for symbol, n in known.items() if n >= 2] for known in self.known]
        return [
            [list(known) for known in self.known],
            shared if any(shared) else [],
            *(list(self._odd), self.n_new, self.n_days, self._day, self._n_told),
        ]

    def unpack(self, packed: Packed) -> None:
        self.fresh = []
        self._forget_latest()
        symbols, shared, odd, n_new, self.n_days, self._day, self._n_told = packed
        self.known = tuple(dict.fromkeys(known, 1) for known in symbols)
        for known, twice in zip(self.known, shared, strict=False):
            known.update(dict.fromkeys(twice, 2))
        self._day_ends = (self._day + 1) * _DAY_S if self.n_days else float("-inf")
        self._odd = dict.fromkeys(odd)
        self.n_new = list(n_new)
