"""Something new is odd for whoever never comes with anything new, and for nobody else."""

import pytest

from baselines import Features, IdentityBaseline, Profile
from detectors import Identity, Score

DAY_S = 86_400.0


def used(
    day: float, credential: int = 7, address: int = 8, model: int = 3, principal: int = 0
) -> Features:
    return Features(
        time=DAY_S * day,
        credential=credential,
        address=address,
        who=(2, model, 0, principal),
    )


def agent(n_days: int = 30, rotates: bool = False, model: int = 3) -> Profile:
    own = Profile()
    for day in range(n_days):
        credential = 1_000 + day if rotates else 7
        own[IdentityBaseline].learn_one(used(day, credential, model=model))
    return own


def cohort(*members: Profile) -> Profile:
    peers = Profile()
    for member in members:
        peers.merge(member, (IdentityBaseline,))
    return peers


def score(x: Features, own: Profile, peers: Profile) -> Score:
    found = Identity().score_one(x, own, peers)
    assert found is not None
    return found


def test_what_it_always_used_is_not_odd() -> None:
    assert score(used(31), agent(), cohort(agent(), agent())).p == 1.0


@pytest.mark.parametrize(
    ("field", "word"),
    [("credential", "credential"), ("address", "address"), ("principal", "principal")],
)
def test_something_new_is_odd_where_nothing_ever_changes(field: str, word: str) -> None:
    own = Profile()
    for day in range(30):
        own[IdentityBaseline].learn_one(used(day, principal=5))
    found = score(
        used(31, **{"principal": 5, field: 9}), own, cohort(*[agent() for _ in range(40)])
    )
    assert found.p < 2e-3
    assert word in Identity().reason(found)


def test_a_rotated_credential_is_nothing_for_whoever_rotates() -> None:
    own = agent(rotates=True)
    assert score(used(31, 9), own, cohort(*[agent(rotates=True) for _ in range(9)])).p > 0.9


def test_peers_that_rotate_speak_for_a_newcomer() -> None:
    peers = cohort(*[agent(rotates=True) for _ in range(9)])
    assert score(used(2, 9), agent(1), peers).p > 0.8


def test_what_two_peers_use_is_nobodys_own() -> None:
    peers = cohort(*[agent() for _ in range(9)])
    own = Profile()
    for day in range(30):
        own[IdentityBaseline].learn_one(used(day, credential=5))
    assert score(used(31, credential=7), own, peers).p == 1.0


def test_it_abstains_where_it_knows_too_little_or_nothing_is_named() -> None:
    assert Identity().score_one(used(2, 9), agent(1), Profile()) is None
    x: Features = Features(time=31 * DAY_S, credential=0, address=0)
    assert Identity().score_one(x, agent(), Profile()) is None
