"""Another version, or another model, works under the agent's name."""

from baselines import Features, IdentityBaseline, Profile
from baselines.identity import MODEL, VERSION

from .base import Detector
from .newness import newness
from .parameters import check_positive
from .score import Score


class VersionChange(Detector):
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
    >>> own = Profile()
    >>> for day in range(60):
    ...     x = {"time": 86_400.0 * day, "credential": 0, "address": 0, "who": (1, 2, 0, 0)}
    ...     own[IdentityBaseline].learn_one(x)
    >>> score = VersionChange().score_one(x | {"who": (1, 3, 0, 0)}, own, Profile())
    >>> round(score.p, 3), VersionChange().reason(score)
    (0.143, 'a model that neither it nor two of its peers ever had')
    """

    name = "version_change"
    stream = "context"
    baselines = (IdentityBaseline,)
    shared = (IdentityBaseline,)
    hypothesis = "Somebody put another model or another build behind the agent's name."
    misses = "A change that nobody declares; one that a whole cohort makes at once."
    runbook = (
        "Ask whoever deploys this agent whether they did. If not, find out what calls under its "
        "name, and from where; revoke its credential until that is known."
    )

    def __init__(self, prior_days: float = 10.0, min_days: float = 3.0) -> None:
        check_positive(prior_days=prior_days, min_days=min_days)
        self.prior_days = prior_days
        self.min_days = min_days

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        mine, theirs = own[IdentityBaseline], peers[IdentityBaseline]
        if "who" not in x or mine.n_days + theirs.n_days < self.min_days:
            return None
        version, model, _, _ = x["who"]
        return newness(((VERSION, version), (MODEL, model)), mine, theirs, self.prior_days)

    def reason(self, score: Score) -> str:
        if score.observed < 0:
            return "version and model are ones it has had before, or its peers have"
        what = "model" if score.observed == MODEL else "version"
        return f"a {what} that neither it nor two of its peers ever had"
