"""A call and an agent to judge it by, for the tests of high impact."""

from baselines import (
    ChangesBaseline,
    Features,
    IdentityBaseline,
    Membership,
    Profile,
    RateBaseline,
    SessionsBaseline,
)
from detectors import HighImpact

DAY_S = 86_400.0
NOW = 10 * DAY_S
READ, DELETE = 0, 2
CALL: Features = Features(
    time=NOW,
    session=1,
    verb=DELETE,
    is_changing=True,
    impact=40,
    tool=10,
    target=20,
    pair=30,
    class_target=40,
    prefix=50,
    credential=7,
    address=0,
    nouns=(),
    is_production=False,
    is_broad=False,
    is_secret=False,
    is_irreversible=False,
    broad_tool=60,
    by_tool=0,
    is_approved=False,
)


def agent(*known: int, n_events: int = 100, verbs: tuple[int, ...] = (READ, DELETE)) -> Profile:
    """Return a profile ten days old that knows these symbols, its credential 7 and its verbs."""
    own = Profile()
    own[ChangesBaseline].known = dict.fromkeys(known, 1)
    own[IdentityBaseline].credentials[7] = 1
    for i in range(n_events):
        own[Membership].see("mail", NOW * i / n_events)
        for verb in verbs:
            own[RateBaseline].learn_one(Features(time=NOW * i / n_events, verb=verb))
    own[SessionsBaseline].open(CALL)
    return own


def points(own: Profile, peers: Profile | None = None, **changes: object) -> float:
    x = CALL.replace(**changes)
    score = HighImpact().score_one(x, own, peers or Profile())
    assert score is not None
    return score.observed
