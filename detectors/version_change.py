"""Another version, or another model, works under the agent's name."""

from collections.abc import Iterable

from baselines import Features
from baselines.identity import MODEL, VERSION

from .judging.newness import Newness
from .score import Score


class VersionChange(Newness):
    """A version or model that the agent never had, and that no two of its peers have.

    A release reaches the peers, too: as soon as two of them have it, it is odd for none. What an
    agent alone comes with is held against how often it, and agents of its cohort, come with
    something new. An agent whose version changes keeps what is known of it; its own new habits
    weigh in day by day. Misses a change that nobody declares, and one that a whole cohort makes
    at once (`release_shift` sees what follows); that no other agent at all has the model,
    `lone_model` says.

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
    ...     x = Features(time=86_400.0 * day, credential=0, address=0, who=(1, 2, 0, 0))
    ...     own[IdentityBaseline].learn_one(x)
    >>> score = VersionChange().score_one(x.replace(who=(1, 3, 0, 0)), own, Profile())
    >>> round(score.p, 3), VersionChange().reason(score)
    (0.143, 'a model that neither it nor two of its peers ever had')
    """

    name = "version_change"
    hypothesis = "Somebody put another model or another build behind the agent's name."
    misses = "A change that nobody declares; one that a whole cohort makes at once."
    runbook = (
        "Ask whoever deploys this agent whether they did. If not, find out what calls under its "
        "name, and from where; revoke its credential until that is known."
    )

    def named(self, x: Features) -> Iterable[tuple[int, int]]:
        if x.who is None:
            return ()
        version, model, _, _ = x.who
        return (VERSION, version), (MODEL, model)

    def reason(self, score: Score) -> str:
        if score.observed < 0:
            return "version and model are ones it has had before, or its peers have"
        what = "model" if score.observed == MODEL else "version"
        return f"a {what} that neither it nor two of its peers ever had"
