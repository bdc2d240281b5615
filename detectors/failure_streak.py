"""An agent fails, or is denied, many times in a row."""

from typing import Final

from baselines import Features, OutcomeBaseline, Profile
from baselines.outcome import run_step

from .base import Detector
from .judging.parameters import check_positive
from .score import Score

_LONGEST: Final = 64
_MIN_P: Final = 1e-300


class FailureStreak(Detector):
    """Probing and broken loops: a run of failures and denials against a beta-binomial rate.

    Peers count as `prior_n` calls. A retry of what failed is worth a quarter of a failure: it fails
    for the same reason. Misses an attacker whose calls succeed.

    Parameters
    ----------
    prior_n
        How many own calls the peers, or a one-in-twenty prior without them, are worth.

    Examples
    --------
    >>> own = Profile()
    >>> for i in range(200):
    ...     own[OutcomeBaseline].learn_one(Features(time=60.0 * i, outcome="success"))
    >>> for i in range(4):
    ...     own[OutcomeBaseline].learn_one(Features(time=12_000.0 + i, outcome="denied"))
    >>> score = FailureStreak().score_one(Features(time=12_004.0, outcome="denied"), own, Profile())
    >>> score.p < 1e-4, FailureStreak().reason(score)
    (True, '5 failures or denials in a row; usually 2.0 % of its calls fail, 0.0 % of its peers')
    """

    name = "failure_streak"
    stream = "context"
    baselines = (OutcomeBaseline,)
    hypothesis = "The agent probes for what it may do, or is stuck in a failing loop."
    misses = "An attacker whose calls succeed; failures the producer does not report."
    runbook = (
        "List the denied calls of the last hour by tool and target: one target means a broken "
        "permission, many mean probing. Look at what succeeded right after."
    )

    def __init__(self, prior_n: float = 20.0) -> None:
        check_positive(prior_n=prior_n)
        self.prior_n = prior_n

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        outcome = x.outcome
        if outcome == "unknown":
            return None
        mine, theirs = own.outcome, peers.outcome
        peer_rate = theirs.n_failed / theirs.n_calls if theirs.n_calls else 0.0
        own_rate = mine.n_failed / mine.n_calls if mine.n_calls else 0.0
        if outcome == "success":
            return Score(1.0, 0.0, own_rate, peer_rate, mine.n_calls)
        run, p = mine.run + run_step(x), 1.0
        failed = mine.n_failed + self.prior_n * max(peer_rate, 0.05)
        total = mine.n_calls + self.prior_n
        for i in range(min(int(run), _LONGEST)):
            p *= (failed + i) / (total + i)
        return Score(min(1.0, max(_MIN_P, p)), run, own_rate, peer_rate, mine.n_calls)

    def reason(self, score: Score) -> str:
        return (
            f"{score.observed:.0f} failures or denials in a row; usually "
            f"{100 * score.expected_by_agent:.1f} % of its calls fail, "
            f"{100 * score.expected_by_peers:.1f} % of its peers"
        )
