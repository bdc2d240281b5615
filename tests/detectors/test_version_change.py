"""Another model is odd for an agent alone with it, and none where peers have it too."""

from baselines import Features, IdentityBaseline, Profile
from detectors import VersionChange

DAY_S = 86_400.0


def used(day: float, model: int = 3) -> Features:
    return Features(time=DAY_S * day, credential=7, address=8, who=(2, model, 0, 0))


def agent(model: int = 3) -> Profile:
    own = Profile()
    for day in range(30):
        own[IdentityBaseline].learn_one(used(day, model))
    return own


def cohort(*members: Profile) -> Profile:
    peers = Profile()
    for member in members:
        peers.merge(member, (IdentityBaseline,))
    return peers


def test_a_model_nobody_has_is_odd_and_one_that_two_peers_have_is_a_release() -> None:
    detector, own = VersionChange(), agent()
    peers = cohort(*[agent(model=4) for _ in range(9)])
    alone, release = (detector.score_one(used(31, model=m), own, peers) for m in (9, 4))
    assert alone is not None
    assert release is not None
    assert alone.p < 0.01
    assert "model" in detector.reason(alone)
    assert release.p == 1.0


def test_versions_are_not_judged_where_nobody_names_one() -> None:
    x: Features = Features(time=31 * DAY_S, credential=9, address=0)
    assert VersionChange().score_one(x, agent(), Profile()) is None
