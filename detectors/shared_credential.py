"""Two agents use one credential."""

from .judging.seldom import Seldom
from .score import Score


class SharedCredential(Seldom):
    """A credential that was one agent's own is used by another, wherever both are scored.

    Every first use of a credential by an agent is told of through `agent-firsts`, so that it is
    seen within seconds, though no worker sees both agents. Held against how many of the fleet's
    credentials are shared: where more than a few are, sharing is a habit and no alert. Each
    credential is told of once. Misses what the very same agent does with its own credential in
    somebody else's hands (`identity`), fleets with few credentials, and the fleet's first days.

    Parameters
    ----------
    min_n
        Credentials that must be known, below which it abstains.
    most
        Share of them shared up to which one more is odd.

    Examples
    --------
    >>> detector = SharedCredential()
    >>> score = detector.score(1, 399)
    >>> detector.is_odd(score), detector.reason(score)
    (True, 'uses a credential of another agent; 2 of 400 credentials are shared')
    >>> detector.is_odd(detector.score(99, 399))
    False
    """

    name = "shared_credential"
    hypothesis = "Somebody copied a credential, or one agent found another's and uses it."
    misses = "A stolen credential used under its owner's own name; a fleet that shares by habit."
    runbook = (
        "Ask the credential's owner whether the other agent was given it. If not, revoke it, and "
        "read what the other agent did with it; find out where it was found."
    )

    def reason(self, score: Score) -> str:
        return (
            f"uses a credential of another agent; {score.observed:.0f} of {score.n + 1:.0f} "
            "credentials are shared"
        )
