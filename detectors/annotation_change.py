"""A server says something else of its own tool than it said before."""

from baselines import DeclarationsBaseline, Features, Profile

from .base import Detector
from .judging.parameters import check_points
from .judging.points import Points
from .score import Score

_HINTS = 4
_STATES = 3


class AnnotationChange(Detector):
    """Annotations of MCP tools that differ from what the same server declared before.

    Agents and people grant rights by what a tool declares of itself: read-only, destructive,
    idempotent, open to the world. A server that was approved and then changes what it declares
    (a rug pull) may have changed what it does. Any change counts, in whichever direction, one
    point a hint. It sees only what producers record (`mcp.readOnlyHint` and so on in an event's
    attributes), and misses a tool that changes what it does and declares the same.

    Parameters
    ----------
    alert_at, stop_at
        Changed hints that raise an alert, and that ask for a stop; there are four.

    Examples
    --------
    >>> own = Profile()
    >>> own[DeclarationsBaseline].learn_one(Features(time=0.0, declarer=7, declared=2))
    >>> detector = AnnotationChange()
    >>> score = detector.score_one(Features(time=1.0, declarer=7, declared=1), own, Profile())
    >>> score.observed, detector.reason(score)
    (1.0, 'a server changed 1 of the 4 annotations of its own tool')
    >>> detector.score_one(Features(time=1.0, declarer=8, declared=1), own, Profile()) is None
    True
    """

    name = "annotation_change"
    stream = "direct"
    baselines = (DeclarationsBaseline,)
    hypothesis = "A server that was approved changed its tool, or somebody took it over."
    misses = "A tool that does something else and declares the same; what nobody records."
    runbook = (
        "Compare the tool's description and code with the version that was approved. "
        "Ask whoever runs the server. Until then approve each of its calls by hand."
    )

    def __init__(self, alert_at: float = 1.0, stop_at: float = 5.0) -> None:
        if not 0 < alert_at <= stop_at:
            raise ValueError(
                f"alert_at must be positive and at most stop_at; got {alert_at!r}, {stop_at!r}"
            )
        self.alert_at = alert_at
        self.stop_at = stop_at
        check_points(**self.parameters)

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        declared = x.declared
        if not declared:
            return None
        known = own[DeclarationsBaseline].known
        before = known.get(x.declarer, 0)
        if not before:
            return None
        if before == declared:
            return _SAME
        n = n_changed(before, declared)
        points = Points.of((("annotations changed", float(n)),), self.alert_at, self.stop_at)
        return Score(10.0 ** (-2 * n), float(n), 0.0, 0.0, float(len(known)), points)

    def reason(self, score: Score) -> str:
        return f"a server changed {score.observed:.0f} of the {_HINTS} annotations of its own tool"


def n_changed(one: int, other: int) -> int:
    """Hints that differ between two declarations (`Features.declared`).

    Examples
    --------
    >>> n_changed(0, 80), n_changed(2, 1), n_changed(5, 5)
    (4, 1, 0)
    """
    n = 0
    for _ in range(_HINTS):
        n += one % _STATES != other % _STATES
        one, other = one // _STATES, other // _STATES
    return n


_SAME = Score(1.0, 0.0, 0.0, 0.0, 1.0)
