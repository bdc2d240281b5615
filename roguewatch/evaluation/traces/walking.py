"""A recorded run led through the worker's estimators, call by call."""

from collections.abc import Iterator
from typing import NamedTuple

from baselines import Features, Profile, SequenceBaseline, Session, SessionsBaseline
from detectors.config import Config
from detectors.hijack import relate
from detectors.registry import make_detectors

from .run import Run

_BY_NAME = {detector.name: detector for detector in make_detectors(Config())}
_HIJACK, _ODD_CALL = _BY_NAME["hijack"], _BY_NAME["odd_call"]


class Judged(NamedTuple):
    """How odd a run is as a whole, and each of its calls by itself.

    Examples
    --------
    >>> Judged(2.0, [0.0, 4.0]).session
    2.0
    """

    session: float
    calls: list[float]


def walk(
    run: Run,
    own: Profile,
    peers: Profile,
    ended: list[Session],
    asked: frozenset[int] | None = None,
) -> Iterator[Features]:
    """Yield each call as detectors see it; its session then learns it, and the agent does not.

    Sessions that come to an end, the last ones with the run, are added to `ended`. `asked` are the
    tools that the run's intent names, where one is declared.
    """
    sessions = SessionsBaseline()
    own[SessionsBaseline] = sessions
    for call in run.calls:
        x = call.x.copy()
        if asked is not None:
            # A session of its own: the same run may have been led through without an intent.
            x.session ^= 1
            x.is_asked = x.tool in asked
        session, closed = sessions.open(x)
        ended += closed
        if x.pair not in session.touched:
            relate(x, session, own, peers)
        yield x
        session.learn_one(x)
    ended += sessions.live.values()


def judge(run: Run, own: Profile, peers: Profile, asked: frozenset[int] | None = None) -> Judged:
    """Largest statistic of the hijack detector in the run, and `odd_call` of each call."""
    largest, calls = 0.0, []
    for x in walk(run, own, peers, [], asked):
        statistic = _HIJACK.score_one(x, own, peers)
        if statistic is not None:
            largest = max(largest, statistic.observed)
        odd = _ODD_CALL.score_one(x, own, peers)
        calls.append(odd.observed if odd is not None else 0.0)
        # It moves on with the session, and teaches nothing.
        own[SequenceBaseline].learn_one(x, 0.0)
    return Judged(largest, calls)
