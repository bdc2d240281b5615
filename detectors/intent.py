"""A session changes things that nobody asked it to change."""

from baselines import Features, IntentsBaseline, Profile
from baselines.session_peaks import CHANGING

from .base import Detector
from .judging.parameters import check_positive
from .score import Score

_PRIOR_SHARE = 0.04
_MIN_P = 1e-300


class Intent(Detector):
    """Declared against done: changes outside the tools, or verb classes, of a session's intent.

    Each changing (tool, target) pair that the declaration does not cover counts once, against how
    often this agent's declared sessions stray: one change in twenty-five where nobody knows, for
    users and planners forget things. A target that stands in the request is always covered. Calls
    that are covered count three tenths in `hijack`. Abstains where nothing is declared, or only
    targets. Misses what the declaration covers, whoever asks for it now, reading, and an agent
    whose declaration was itself made by an intruder.

    Parameters
    ----------
    prior_n
        How many own changes the peers' share, or the one in twenty-five without them, are worth.

    Examples
    --------
    >>> from baselines.declared_intent import DeclaredIntent
    >>> own = Profile()
    >>> own[IntentsBaseline].declare(5, DeclaredIntent(tools=(7,)))
    >>> x = Features(time=0.0, session=5, verb=3, tool=8, is_changing=True, u=1.5)
    >>> score = Intent().score_one(x.replace(is_asked=False), own, Profile())
    >>> score.p, Intent().reason(score)
    (0.04, '1 change that nobody asked for; usually 0.0 % of its changes, 0.0 % of its peers')

    References
    ----------
    Measured on recorded agents: an ideal declaration covers 96 to 98 % of benign changes and 20 to
    38 % of an attacker's.
    """

    name = "intent"
    stream = "hijack"
    baselines = (IntentsBaseline,)
    shared = (IntentsBaseline,)
    hypothesis = "The agent does what somebody else wants, or more than it was asked to."
    misses = "What the declaration covers; reading; declarations made by an intruder."
    runbook = (
        "Compare the request with the first change outside it, and ask whoever made the request "
        "whether it was meant. If not, read what the agent read before that change."
    )

    def __init__(self, prior_n: float = 25.0) -> None:
        check_positive(prior_n=prior_n)
        self.prior_n = prior_n

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        mine = own.intents
        declared = mine.declared.get(x.session) if mine.declared else None
        if declared is None or not declared.is_limiting:
            return None
        theirs = peers.intents
        peer_share = theirs.n_outside / theirs.n if theirs.n else 0.0
        own_share = mine.n_outside / mine.n if mine.n else 0.0
        # Its first touch alone: the same change again is the same surprise.
        if x.is_asked is not False or x.u is None:
            return Score(1.0, float(declared.n_outside), own_share, peer_share, float(mine.n))
        n_outside = declared.n_outside + 1
        outside = mine.n_outside + self.prior_n * max(peer_share, _PRIOR_SHARE)
        total, p = mine.n + self.prior_n, 1.0
        for i in range(n_outside):
            p *= (outside + i) / (total + i)
        return Score(max(_MIN_P, p), float(n_outside), own_share, peer_share, float(mine.n))

    def slot(self, x: Features, own: Profile, peers: Profile) -> int:
        return 1 + CHANGING

    def reason(self, score: Score) -> str:
        changes = "change" if score.observed == 1.0 else "changes"
        return (
            f"{score.observed:.0f} {changes} that nobody asked for; usually "
            f"{100 * score.expected_by_agent:.1f} % of its changes, "
            f"{100 * score.expected_by_peers:.1f} % of its peers"
        )
