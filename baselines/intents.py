"""What an agent's sessions were asked to do, and how often they did something else."""

from .base import Baseline, Packed
from .declared_intent import DeclaredIntent
from .features import Features

_MAX_N = 1_000


class IntentsBaseline(Baseline):
    """The declarations of the last eight sessions that made one, and how their changes fit them.

    A declaration belongs to a session's id: it goes on when a session is cut after a quiet time or
    an hour. `n` and `n_outside` count changes under one, and those outside it; they are halved when
    they pass a thousand. Agents that declare nothing cost nothing.

    Parameters
    ----------
    max_kept
        Declarations kept; the one made longest ago goes first.

    Examples
    --------
    >>> intents = IntentsBaseline()
    >>> intents.declare(5, DeclaredIntent(verbs=0b10))
    >>> x = Features(time=0.0, session=5, verb=2, tool=7, u=1.5, is_asked=False)
    >>> intents.learn_one(x)
    >>> intents.declared[5].n_outside, intents.n_outside, intents.n
    (1, 1, 1)
    """

    name = "intents"
    letter = "t"

    def __init__(self, max_kept: int = 8) -> None:
        self.max_kept = max_kept
        self.declared: dict[int, DeclaredIntent] = {}
        """By session."""
        self.n = 0
        self.n_outside = 0

    def declare(self, session: int, intent: DeclaredIntent) -> None:
        """Keep what a session declares at its start."""
        before = self.declared.pop(session, None)
        self.declared[session] = intent
        if before is not None and before == intent:
            intent.n_outside = before.n_outside
        if len(self.declared) > self.max_kept:
            del self.declared[next(iter(self.declared))]

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Count a first changing touch under a declaration; what looked odd sets no rate."""
        if x.is_asked is None or x.u is None:
            return
        declared = self.declared.get(x.session)
        if declared is None or not declared.is_limiting:
            return
        is_outside = not x.is_asked
        declared.n_outside += is_outside
        if weight < 0.5:
            return
        self.n += 1
        self.n_outside += is_outside
        if self.n > _MAX_N:
            self.n //= 2
            self.n_outside //= 2

    def merge_one(self, other: "IntentsBaseline") -> None:
        self.n += other.n
        self.n_outside += other.n_outside

    def pack(self) -> Packed:
        rows = [[session, *intent.pack()] for session, intent in self.declared.items()]
        return [rows, self.n, self.n_outside]

    def unpack(self, packed: Packed) -> None:
        rows, self.n, self.n_outside = packed
        self.declared = {session: DeclaredIntent.unpack(row) for session, *row in rows}
