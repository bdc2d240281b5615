"""What whole sessions of an agent, and of its cohort, look like."""

import bisect
from typing import TYPE_CHECKING

from .base import Baseline, Packed
from .features import Features
from .session import Session
from .session_vector import NAMES, to_vector

if TYPE_CHECKING:
    from river.anomaly import HalfSpaceTrees

MAX_PEERS = 256
LEAST_PEERS = 64
"""Sessions of peers below which nothing is said."""


class SessionVectors(Baseline):
    """The last eight sessions of an agent, a byte a number, or a few hundred of its peers.

    Two forests have no sum, but the sessions they grow on have. So agents keep sessions, and a
    snapshot's peers all of theirs, thinned evenly; a forest of River's half-space trees is grown on
    every second one of them when it is first asked, and the others say how high ordinary scores
    are. It depends on the snapshot alone, and nothing of River's has to be carried.

    Parameters
    ----------
    max_own
        Sessions kept of one agent.

    Examples
    --------
    >>> peers, member = SessionVectors(), SessionVectors()
    >>> for i in range(8):
    ...     session = Session(0.0)
    ...     session.n_events, session.verbs = 8 + i % 3, 1
    ...     member.learn_session(session)
    >>> for _ in range(12):
    ...     peers.merge_one(member)
    >>> odd = Session(0.0)
    >>> odd.n_events, odd.verbs, odd.n_failed, odd.n_bytes = 900, 0b111, 800, 10**9
    >>> score, p, usual, n = peers.judge(odd)
    >>> score > usual, p < 0.05, n
    (True, True, 48)
    """

    name = "session_vectors"
    letter = "x"

    def __init__(self, max_own: int = 8) -> None:
        self.max_own = max_own
        self.vectors: list[bytes] = []
        self._grown: tuple[HalfSpaceTrees, list[float]] | None = None

    def learn_session(self, session: Session) -> None:
        """Keep an ended session."""
        self.vectors.append(to_vector(session))
        del self.vectors[: -self.max_own]
        self._grown = None

    def judge(self, session: Session) -> tuple[float, float, float, int] | None:
        """Score, its p among the peers' sessions, their median score, and how many there were.

        `None` where too few are known.
        """
        if len(self.vectors) < LEAST_PEERS:
            return None
        forest, scores = self._grown = self._grown or self._grow()
        score = _score(forest, to_vector(session))
        n = len(scores)
        p = (n - bisect.bisect_left(scores, score) + 1) / (n + 1)
        return score, p, scores[n // 2], n

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Sessions are learned whole, by `learn_session`."""

    def merge_one(self, other: "SessionVectors") -> None:
        self.vectors += other.vectors
        self._grown = None

    def pack(self) -> Packed:
        return [b"".join(self._thinned())]

    def unpack(self, packed: Packed) -> None:
        together, size = packed[0], len(NAMES)
        self.vectors = [together[i : i + size] for i in range(0, len(together), size)]
        self._grown = None

    def _thinned(self) -> list[bytes]:
        vectors, n = self.vectors, len(self.vectors)
        if n <= MAX_PEERS:
            return vectors
        return [vectors[i * n // MAX_PEERS] for i in range(MAX_PEERS)]

    def _grow(self) -> "tuple[HalfSpaceTrees, list[float]]":
        # It takes long to import, and who never asks need not wait for it.
        from river.anomaly import HalfSpaceTrees

        vectors = self._thinned()
        taught = vectors[::2]
        # One window: all of them weigh the same, and none is forgotten.
        forest = HalfSpaceTrees(n_trees=10, height=5, window_size=len(taught), seed=1)
        for vector in taught:
            forest.learn_one(_numbers(vector))  # type: ignore[no-untyped-call]  # River's
        return forest, sorted(_score(forest, vector) for vector in vectors[1::2])


def _numbers(vector: bytes) -> dict[str, float]:
    return {name: byte / 255.0 for name, byte in zip(NAMES, vector, strict=True)}


def _score(forest: "HalfSpaceTrees", vector: bytes) -> float:
    return float(forest.score_one(_numbers(vector)))  # type: ignore[no-untyped-call]  # River's
