"""Two agents come from one address that was one agent's own."""

from .judging.seldom import Seldom
from .score import Score


class SharedAddress(Seldom):
    """An agent acts from an address that only one other agent ever came from.

    Whoever has taken one agent's machine over often finds another's credential on it, and acts
    under that name. Where agents sit behind one gateway, or addresses are handed around, most are
    shared, and the detector is silent by itself. Misses such fleets, and a takeover that goes
    through a new address (`identity`).

    Parameters
    ----------
    min_n
        Addresses that must be known, below which it abstains.
    most
        Share of them shared up to which one more is odd.

    Examples
    --------
    >>> detector = SharedAddress()
    >>> score = detector.score(0, 199)
    >>> detector.is_odd(score), detector.reason(score)
    (True, 'comes from an address of another agent; 1 of 200 addresses is shared')
    """

    name = "shared_address"
    hypothesis = "One agent's machine was taken over, and another agent's name is used on it."
    misses = "Fleets behind one gateway; a takeover that goes through a new address."
    runbook = (
        "Ask whoever runs the machine at that address whether both agents belong there. If not, "
        "suspend both, and look for the second one's credential on the first one's machine."
    )

    def reason(self, score: Score) -> str:
        verb = "is" if score.observed == 1.0 else "are"
        return (
            f"comes from an address of another agent; {score.observed:.0f} of {score.n + 1:.0f} "
            f"addresses {verb} shared"
        )
