"""An agent acts under a name, from a place, or for somebody that it never did before."""

from collections.abc import Iterable

from baselines import Features
from baselines.identity import ADDRESS, CREDENTIAL, PRINCIPAL

from .judging.newness import Newness
from .score import Score

_NAMES = {CREDENTIAL: "a credential", ADDRESS: "an address", PRINCIPAL: "a principal"}


class Identity(Newness):
    """A credential, address or principal that is new to the agent, and that no two peers use.

    How odd that is follows from how often this agent comes with a new one, backed off to how
    often agents of its cohort do: where credentials rotate by the hour it is nothing, where they
    never changed in a thousand agent-days it is. Three kinds are looked at, so p is the least of
    them times as many as the event names. Misses a stolen credential used from the agent's own
    place, and whatever two peers share; whose credential it is, `shared_credential` says.

    Parameters
    ----------
    prior_days
        How many days of an agent's own past its peers are worth.
    min_days
        Days of its own, and its peers' together, below which it abstains.

    Examples
    --------
    >>> from baselines import IdentityBaseline, Profile
    >>> own = Profile()
    >>> for day in range(60):
    ...     x = Features(time=86_400.0 * day, credential=7, address=8)
    ...     own[IdentityBaseline].learn_one(x)
    >>> score = Identity().score_one(x.replace(credential=9), own, Profile())
    >>> round(score.p, 3), Identity().reason(score)
    (0.143, 'a credential that it never used; a new one comes on 7.1 % of its days')
    """

    name = "identity"
    hypothesis = "The agent's credential was stolen, or it uses one that is not its own."
    misses = "A stolen credential used from the agent's own place; what two peers share."
    runbook = (
        "Ask the credential's owner whether it was given to this agent, and where the address is. "
        "If nobody did, revoke the credential, and list what else it was used for since."
    )

    def named(self, x: Features) -> Iterable[tuple[int, int]]:
        principal = x.who[3] if x.who is not None else 0
        return (CREDENTIAL, x.credential), (ADDRESS, x.address), (PRINCIPAL, principal)

    def reason(self, score: Score) -> str:
        what = _NAMES.get(int(score.observed))
        if what is None:
            return "credential, address and principal are ones it has used before"
        return (
            f"{what} that it never used; a new one comes on "
            f"{100 * score.expected_by_agent:.2g} % of its days"
        )
