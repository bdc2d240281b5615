"""One call moves far more than this agent's calls of its kind usually do."""

from collections.abc import Sequence
from math import expm1, log1p, sqrt

from baselines import Features, Profile, VolumeBaseline
from baselines.volume import BYTES, ITEMS, MIN_SIGMA

from .base import Detector
from .parameters import check_positive
from .score import Score
from .tail import size_tail

_MIN_VARIANCE = MIN_SIGMA * MIN_SIGMA


class Volume(Detector):
    """Exports and bulk changes: items and bytes of one call against a clipped log-normal.

    That of the agent's calls of the tool, or of the verb class where the tool is new to it: then
    peers count as `prior_n` calls. The tail beyond three sigma is exponential, for sizes are never
    quite normal. Misses much moved in many small calls.

    Parameters
    ----------
    prior_n
        How many own calls the peers are worth.
    min_n
        Abstains below this many calls, own and peers' together.

    Examples
    --------
    >>> own = Profile()
    >>> for n in (9, 10, 11) * 20:
    ...     own[VolumeBaseline].learn_one({"time": 0.0, "verb": 0, "n_items": n, "n_bytes": 0})
    >>> x = {"time": 0.0, "verb": 0, "n_items": 5000, "n_bytes": 0}
    >>> score = Volume().score_one(x, own, Profile())
    >>> score.p < 1e-10, Volume().reason(score)
    (True, '5000 items or bytes in one call; usually 10, its peers 0')
    """

    name = "volume"
    stream = "volume"
    baselines = (VolumeBaseline,)
    hypothesis = "The agent takes out, or changes, far more than its work needs."
    misses = "Much moved in many small calls (burst); a first call of a kind, with no peers."
    runbook = (
        "Look at what the call touched and where it went. Compare with the agent's largest calls "
        "of the last week. Ask its owner whether a bulk job was planned."
    )

    def __init__(self, prior_n: float = 10.0, min_n: float = 10.0) -> None:
        check_positive(prior_n=prior_n, min_n=min_n)
        self.prior_n = prior_n
        self.min_n = min_n

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        verb, known = x["verb"], own[VolumeBaseline]
        mine, theirs = known.row(verb), peers[VolumeBaseline].row(verb)
        own_tool = known.tool_row(x.get("tool", 0))
        n_items, n_bytes = x["n_items"], x["n_bytes"]
        p, at, value = 2.0, ITEMS, n_items
        if n_items and mine[ITEMS] + theirs[ITEMS] >= self.min_n:
            p = self._p(log1p(n_items), own_tool, mine, theirs, ITEMS)
        if n_bytes and mine[BYTES] + theirs[BYTES] >= self.min_n:
            p_bytes = self._p(log1p(n_bytes), own_tool, mine, theirs, BYTES)
            if p_bytes < p:
                p, at, value = p_bytes, BYTES, n_bytes
        if p > 1.0:
            return None
        if "is_planned" in x:
            p = 1.0
        if own_tool[at] >= self.min_n:
            mine = own_tool
        return Score(p, float(value), expm1(mine[at + 1]), expm1(theirs[at + 1]), mine[at])

    def _p(
        self,
        value: float,
        own_tool: Sequence[float],
        own: Sequence[float],
        theirs: Sequence[float],
        at: int,
    ) -> float:
        """How often the agent, and `prior_n` calls of its peers, would move as much or more.

        What it knows of the tool comes first: the calls of a verb class are of many kinds.
        """
        if own_tool[at] >= self.min_n:
            own, n_peers = own_tool, 0.0
        else:
            n_peers = theirs[at]
        n_own = own[at]
        if n_peers > self.prior_n:
            n_peers = self.prior_n
        n = n_own + n_peers
        off = value - (n_own * own[at + 1] + n_peers * theirs[at + 1]) / n
        if off <= 0.0:
            return 1.0
        variance = (n_own * own[at + 2] + n_peers * theirs[at + 2]) / n
        # With few calls the mean itself is uncertain.
        spread = (variance if variance > _MIN_VARIANCE else _MIN_VARIANCE) * (1.0 + 1.0 / n)
        return 2.0 * size_tail(off / sqrt(spread))

    def slot(self, x: Features, own: Profile) -> int:
        return 1 + x["verb"]

    def reason(self, score: Score) -> str:
        return (
            f"{score.observed:.0f} items or bytes in one call; "
            f"usually {score.expected_by_agent:.0f}, its peers {score.expected_by_peers:.0f}"
        )
