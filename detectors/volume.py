"""One call moves far more than this agent's calls of its kind usually do."""

import math

from baselines import Features, Profile, VolumeBaseline

from .base import Detector
from .score import Score
from .tail import size_tail


class Volume(Detector):
    """Exports and bulk changes: items and bytes of one call against a clipped log-normal.

    Peers count as `prior_n` calls; the tail beyond three sigma is exponential, for sizes are never
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
        if prior_n < 0:
            raise ValueError(f"prior_n must not be negative; got {prior_n!r}")
        self.prior_n = prior_n
        self.min_n = min_n

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        verb = x["verb"]
        mine, theirs = own[VolumeBaseline], peers[VolumeBaseline]
        best: Score | None = None
        for value, usual, peer in (
            (x["n_items"], mine.items(verb), theirs.items(verb)),
            (x["n_bytes"], mine.bytes(verb), theirs.bytes(verb)),
        ):
            if not value or usual[0] + peer[0] < self.min_n:
                continue
            z = _z(value, usual, peer, min(self.prior_n, peer[0]))
            p = 1.0 if z <= 0.0 else 2.0 * size_tail(z)
            if best is None or p < best.p:
                expected, theirs_expected = math.expm1(usual[1]), math.expm1(peer[1])
                best = Score(p, float(value), expected, theirs_expected, usual[0])
        return best

    def slot(self, x: Features, own: Profile) -> int:
        return x["verb"]

    def reason(self, score: Score) -> str:
        return (
            f"{score.observed:.0f} items or bytes in one call; "
            f"usually {score.expected_by_agent:.0f}, its peers {score.expected_by_peers:.0f}"
        )


def _z(
    value: int,
    own: tuple[float, float, float],
    theirs: tuple[float, float, float],
    prior: float,
) -> float:
    """Sigmas above what the agent and `prior` calls of its peers together would expect."""
    n = own[0] + prior
    mean = (own[0] * own[1] + prior * theirs[1]) / n
    sigma = (own[0] * own[2] + prior * theirs[2]) / n
    # With few calls the mean itself is uncertain.
    return (math.log1p(value) - mean) / (sigma * math.sqrt(1.0 + 1.0 / n))
