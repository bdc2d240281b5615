"""Who used what first, of a whole fleet, within bounds that nobody can move."""

from typing import Literal

from ..first_use import FirstUse

Standing = Literal["again", "alone", "with others", "refused"]

_KEPT_S = 180 * 86_400.0
_DAY_S = 86_400.0


class Uses:
    """Symbols, with their first user and the names of some others.

    An agent holds at most `most_each` symbols of a kind alone, and its oldest goes first: whose
    credentials rotate replaces only its own. When all is full, what was first used half a year ago
    goes, and nothing new is taken in otherwise: what is known of a fleet cannot be washed out by
    inventing names, and `n_refused` tells that somebody tries.

    Parameters
    ----------
    most
        Symbols in all.
    most_each
        Symbols of one kind that one agent alone may hold.
    most_users
        Users named for each symbol.

    Examples
    --------
    >>> uses = Uses()
    >>> len(uses), uses.n_refused
    (0, 0)
    """

    def __init__(self, most: int = 100_000, most_each: int = 32, most_users: int = 8) -> None:
        self.most = most
        self.most_each = most_each
        self.most_users = most_users
        self.n_refused = 0
        self._first: dict[str, FirstUse] = {}
        self._others: dict[str, set[str]] = {}
        self._held: dict[tuple[str, str], list[str]] = {}
        self._swept = float("-inf")

    def __len__(self) -> int:
        return len(self._first)

    def first(self, symbol: str) -> FirstUse | None:
        """The first use of this symbol by anybody."""
        return self._first.get(symbol)

    def add(self, use: FirstUse, symbol: str = "") -> Standing:
        """Take a use in, and say who used the same before: itself, nobody, or others."""
        symbol = symbol or use.symbol
        first = self._first.get(symbol)
        if first is None:
            return self._begin(use, symbol)
        if first.agent == use.agent:
            return "again"
        others = self._others.setdefault(symbol, set())
        if use.agent in others or len(others) >= self.most_users:
            return "again"
        others.add(use.agent)
        return "with others"

    def n_users(self, symbol: str) -> int:
        """How many agents used it, as far as they are counted."""
        return (symbol in self._first) + len(self._others.get(symbol, ()))

    def _begin(self, use: FirstUse, symbol: str) -> Standing:
        if len(self._first) >= self.most:
            self._sweep(use.time)
        if len(self._first) >= self.most:
            self.n_refused += 1
            return "refused"
        self._first[symbol] = use
        held = self._held.setdefault((use.agent, use.kind), [])
        held.append(symbol)
        if len(held) > self.most_each:
            oldest = held.pop(0)
            if not self._others.get(oldest):
                self._first.pop(oldest, None)
        return "alone"

    def _sweep(self, now: float) -> None:
        # Looking through all of them is for once a day.
        if now - self._swept < _DAY_S:
            return
        self._swept = now
        for symbol, first in list(self._first.items()):
            if now - first.time > _KEPT_S:
                del self._first[symbol]
                self._others.pop(symbol, None)
                held = self._held.get((first.agent, first.kind), [])
                if symbol in held:
                    held.remove(symbol)
                if not held:
                    self._held.pop((first.agent, first.kind), None)
