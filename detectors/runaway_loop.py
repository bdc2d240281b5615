"""An agent makes the same call again and again, and nothing comes of it."""

import math

from baselines import Features, Profile, RepeatsBaseline

from .base import Detector
from .judging.parameters import check_positive
from .score import Score

_MIN_LOG_P = -690.0


class RunawayLoop(Detector):
    """Loops and retry storms: one call, or up to four in turn, repeated without progress.

    The same tool and target, failing or with a result of the same size, within a session. p is how
    often a step of this agent begins a run of this tool, times how seldom such runs last so many
    rounds: a beta-geometric tail, for which the peers count as `prior_n` rounds, or one round in
    two ends where nobody knows. So an agent that polls may poll as long as it always does, and what
    nobody ever repeats is odd sooner than what many repeat. Misses loops whose calls or results
    differ a little, a loop that each session takes up anew, and those that the agent or all of its
    peers always made; it abstains below `min_n` steps.

    Parameters
    ----------
    prior_n
        How many own rounds the peers, or the half without them, are worth; and how many runs of
        each tool they count as having had besides those they had.
    min_n
        Steps within sessions, own and up to as many of the peers, that must be known.

    Examples
    --------
    >>> own = Profile()
    >>> x = Features(time=0.0, session=5, tool=7, n_items=1, n_bytes=0, verb=0)
    >>> for i in range(200):
    ...     step = x.replace(time=float(i), pair=i, outcome="success")
    ...     own[RepeatsBaseline].learn_one(step)
    >>> for i in range(200, 230):
    ...     step = x.replace(time=float(i), pair=9, outcome="failure")
    ...     own[RepeatsBaseline].learn_one(step)
    >>> score = RunawayLoop().score_one(step, own, Profile())
    >>> score.p < 1e-6, RunawayLoop().reason(score)
    (True, 'the same calls 30 times over, to no effect; usually 0, its peers 0')
    """

    name = "runaway_loop"
    stream = "burst"
    baselines = (RepeatsBaseline,)
    shared = (RepeatsBaseline,)
    hypothesis = "The agent does not see that it has its answer, or that it will never get one."
    misses = "Loops whose calls or results differ a little; loops that this tool always ran into."
    runbook = (
        "Look at the outcome of the repeated call. If it fails, mend the service or the permission "
        "first; if it succeeds, ask what the agent waits for. Look at what the loop has cost."
    )

    def __init__(self, prior_n: float = 20.0, min_n: float = 50.0) -> None:
        check_positive(prior_n=prior_n, min_n=min_n)
        self.prior_n = prior_n
        self.min_n = min_n

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        mine, theirs = own[RepeatsBaseline], peers[RepeatsBaseline]
        n_peers = min(theirs.n_steps, self.min_n)
        n = mine.n_steps + n_peers
        if n < self.min_n:
            return None
        rounds = mine.rounds(x)
        if not rounds or x.is_approved or x.is_planned:
            return Score(1.0, 0.0, 0.0, 0.0, n)
        went_on, ended = mine.row(x.tool)
        their_on, their_ended = theirs.row(x.tool)
        n_runs = ended + 1.0
        if n_peers:
            n_runs = ended + n_peers * (their_ended + self.prior_n) / theirs.n_steps
        share = (their_on + 0.5 * self.prior_n) / (their_on + their_ended + self.prior_n)
        a, b = went_on + share * self.prior_n, ended + (1.0 - share) * self.prior_n
        more = max(0.0, rounds - 1.0)
        log_p = math.log(min(1.0, n_runs / n)) + (
            math.lgamma(a + more) - math.lgamma(a) - math.lgamma(a + b + more) + math.lgamma(a + b)
        )
        return Score(
            math.exp(max(_MIN_LOG_P, min(0.0, log_p))),
            rounds,
            went_on / ended if ended else 0.0,
            their_on / their_ended if their_ended else 0.0,
            n,
        )

    def slot(self, x: Features, own: Profile, peers: Profile) -> int:
        return 1 + x.verb

    def reason(self, score: Score) -> str:
        return (
            f"the same calls {score.observed:.0f} times over, to no effect; usually "
            f"{score.expected_by_agent:.0f}, its peers {score.expected_by_peers:.0f}"
        )
