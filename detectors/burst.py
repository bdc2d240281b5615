"""An agent does one kind of thing much faster than it and its peers usually do."""

from baselines import Features, Profile, RateBaseline
from baselines.rate import WINDOWS_S

from .base import Detector
from .score import Score
from .tail import count_tail


class Burst(Detector):
    """Mass deletes, runaway loops, retry storms: calls in a window against a gamma-Poisson rate.

    Each verb class is judged at one minute, one hour and one day; p is the smallest of the three,
    times three. Peers count as `prior_s` seconds of the agent's own past. Agents work in clumps,
    so a class it is used to gets the dispersion its own windows have shown; for a class it never
    used, never is knowledge: the third call stands out. Misses a single destructive call.

    Parameters
    ----------
    prior_s
        How much own history the peers are worth, in seconds.
    dispersion
        Past calls that make one degree of freedom: how uncertain a rate from few calls is.

    Examples
    --------
    >>> own, peers = Profile(), Profile()
    >>> for minute in range(1_440):
    ...     own[RateBaseline].learn_one({"time": 60.0 * minute, "verb": 0})
    >>> for i in range(4):
    ...     own[RateBaseline].learn_one({"time": 86_400.0 + i, "verb": 2})
    >>> score = Burst().score_one({"time": 86_404.0, "verb": 2}, own, peers)
    >>> Burst().reason(score)
    '4.8 calls of this kind a minute; usually 0.003, its peers 0'

    References
    ----------
    The negative-binomial tail of a gamma-Poisson count; the idea of conditional counts is MIDAS-F
    (Bhatia et al., arXiv:2009.08452).
    """

    name = "burst"
    stream = "burst"
    baselines = (RateBaseline,)
    hypothesis = "The agent runs in a loop or destroys in bulk."
    misses = "One destructive call (high_impact); harm spread thinly over days (volume)."
    runbook = (
        "Group the agent's last 10 minutes by tool and target and look for one repeated call. "
        "Ask its owner whether a bulk job was planned. If it deletes, stop it first and ask later."
    )

    def __init__(self, prior_s: float = 3_600.0, dispersion: float = 3.0) -> None:
        if prior_s <= 0:
            raise ValueError(f"prior_s must be positive; got {prior_s!r}")
        if dispersion < 1:
            raise ValueError(f"dispersion must be at least 1; got {dispersion!r}")
        self.prior_s = prior_s
        self.dispersion = dispersion

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        rate, theirs, verb, time = own[RateBaseline], peers[RateBaseline], x["verb"], x["time"]
        n_calls, observed_s = rate.n_calls(verb, time), rate.observed_s
        per_s = 0.0
        if theirs.observed_s > 0.0:
            per_s = theirs.n_calls(verb, time) / theirs.observed_s
            observed_s += self.prior_s
        if observed_s <= 0.0:
            return None
        belief = n_calls + self.prior_s * per_s + 0.5
        certainty = belief / self.dispersion
        recent, clump = rate.recent(verb, time), rate.clump(verb)
        p, at = 1.0, 0
        for i in (0, 1, 2):
            mean = WINDOWS_S[i] * belief / observed_s
            shape = certainty
            if clump[i] > 1.0:
                shape = 1.0 / (1.0 / certainty + (clump[i] - 1.0) / mean)
            p_window = count_tail(recent[i] + 1.0, mean, shape)
            if p_window < p:
                p, at = p_window, i
        window_s = WINDOWS_S[at]
        return Score(
            min(1.0, 3.0 * p),
            60.0 / window_s * (recent[at] + 1.0),
            60.0 * n_calls / rate.observed_s if rate.observed_s else 0.0,
            60.0 * per_s,
            n_calls,
        )

    def slot(self, x: Features, own: Profile) -> int:
        """Verb classes apart, and those the agent is used to apart from the others."""
        is_new = own[RateBaseline].n_calls(x["verb"], x["time"]) < 1.0
        return x["verb"] + 16 * is_new

    def reason(self, score: Score) -> str:
        return (
            f"{score.observed:.1f} calls of this kind a minute; "
            f"usually {score.expected_by_agent:.2g}, its peers {score.expected_by_peers:.2g}"
        )
