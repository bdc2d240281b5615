"""One actor learned from sequences by the worker's own estimators, and sequences judged by it."""

import math
import zlib
from collections.abc import Iterable, Iterator, Sequence

from baselines import Features, Profile, SequenceBaseline
from baselines.base import Packed
from detectors import Sequence as SequenceDetector

from ..judgement import NOT_ODD, Judgement

_STEP_S = 0.01
_PAUSE_S = 700.0


class SequenceActor:
    """An agent whose calls are tokens, one session a sequence.

    Parameters
    ----------
    peers
        What the other actors do.

    Examples
    --------
    >>> actor = SequenceActor(Profile())
    >>> for _ in range(40):
    ...     actor.learn("abc" * 10)
    >>> own, other = actor.judge("abc" * 10, [20]), actor.judge("acb" * 10, [20])
    >>> own[0].surprise < other[0].surprise
    True
    """

    def __init__(self, peers: Profile) -> None:
        self.profile = Profile()
        self._peers = peers
        self._detector = SequenceDetector()
        self._session = 0
        self._known: Packed | None = None

    def learn(self, tokens: Iterable[str | int]) -> None:
        """Take one sequence of the actor in, as the worker would: score first, then learn."""
        self._known = None
        baseline = self.profile[SequenceBaseline]
        for x in self._events(tokens):
            self._detector.score_one(x, self.profile, self._peers)
            baseline.learn_one(x)

    def judge(self, tokens: Sequence[str | int], lengths: Iterable[int]) -> list[Judgement]:
        """How odd a sequence is after each number of tokens and as a whole; teaches nothing."""
        wanted = [min(n, len(tokens)) for n in lengths] + [len(tokens)]
        baseline = self.profile[SequenceBaseline]
        if self._known is None:
            self._known = baseline.pack()
        after: dict[int, Judgement] = {}
        for n, x in enumerate(self._events(tokens), 1):
            score = self._detector.score_one(x, self.profile, self._peers)
            baseline.learn_one(x, 0.0)
            live = baseline.live(x.session, x.time)
            if n in wanted and live is not None and live.n:
                nats = -math.log(score.p) if score is not None else 0.0
                after[n] = Judgement(live.total / live.n, nats)
        # A session that was judged is not to become usual.
        baseline.unpack(self._known)
        return [after.get(n, NOT_ODD) for n in wanted]

    def _events(self, tokens: Iterable[str | int]) -> Iterator[Features]:
        self._session += 1
        start = self._session * _PAUSE_S
        for i, token in enumerate(tokens):
            tool = zlib.crc32(str(token).encode())
            yield Features(time=start + _STEP_S * i, session=self._session, tool=tool)
