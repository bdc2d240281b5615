"""Who an agent is when it acts: the credentials and addresses it has used before."""

from .base import Baseline, Packed
from .features import Features


class IdentityBaseline(Baseline):
    """Exact small sets of credentials and addresses; the ones unseen for longest go first.

    Parameters
    ----------
    max_known
        Credentials, and addresses, kept for one agent.

    Examples
    --------
    >>> baseline = IdentityBaseline()
    >>> baseline.learn_one({"time": 0.0, "credential": 7, "address": 0})
    >>> 7 in baseline.credentials, len(baseline.addresses)
    (True, 0)
    """

    name = "identity"

    def __init__(self, max_known: int = 32) -> None:
        self.max_known = max_known
        self.credentials: dict[int, None] = {}
        self.addresses: dict[int, None] = {}
        self._latest: tuple[int, int] | None = None

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        if weight < 0.5:
            return
        latest = x["credential"], x["address"]
        if latest == self._latest:
            return
        self._latest = latest
        for known, symbol in ((self.credentials, latest[0]), (self.addresses, latest[1])):
            if symbol:
                known.pop(symbol, None)
                known[symbol] = None
                if len(known) > self.max_known:
                    del known[next(iter(known))]

    def merge_one(self, other: "IdentityBaseline") -> None:
        """What one agent may use says nothing about another: peers have no identity."""

    def pack(self) -> Packed:
        return [list(self.credentials), list(self.addresses)]

    def unpack(self, packed: Packed) -> None:
        self._latest = None
        self.credentials = dict.fromkeys(packed[0])
        self.addresses = dict.fromkeys(packed[1])
