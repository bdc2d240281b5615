"""Identity knows what an agent acted with before, and how often that was something new."""

import msgspec
import pytest

from baselines import Features, IdentityBaseline
from baselines.identity import CREDENTIAL, KINDS, MODEL

DAY_S = 86_400.0


def used(
    credential: int = 0, address: int = 0, day: float = 0.0, model: int = 0, version: int = 0
) -> Features:
    return Features(
        time=DAY_S * day,
        credential=credential,
        address=address,
        who=(version, model, 0, 0),
    )


def test_an_event_that_names_none_teaches_none() -> None:
    baseline = IdentityBaseline()
    baseline.learn_one(Features(time=0.0, credential=0, address=0))
    assert not any(baseline.known)


def test_an_odd_use_of_an_old_credential_is_remembered_alike_after_a_restart() -> None:
    whole = IdentityBaseline()
    for credential, weight in ((7, 1.0), (9, 1.0), (7, 0.3)):
        whole.learn_one(used(credential), weight)
    restored = IdentityBaseline()
    restored.unpack(whole.pack())
    for baseline in (whole, restored):
        baseline.learn_one(used(7))
    assert list(whole.credentials) == list(restored.credentials) == [9, 7]


def test_a_credential_that_looked_odd_stays_new() -> None:
    """An agent with a stray token must not make it its own by using it."""
    baseline = IdentityBaseline()
    baseline.learn_one(used(7, 8), weight=0.25)
    assert not any(baseline.known)


def test_the_one_unseen_for_longest_goes_first() -> None:
    baseline = IdentityBaseline(max_known=2)
    for credential in (1, 2, 1, 3):
        baseline.learn_one(used(credential))
    assert list(baseline.credentials) == [1, 3]


def test_kinds_are_apart() -> None:
    baseline = IdentityBaseline()
    baseline.learn_one(used(5, 6, model=5))
    assert [list(known) for known in baseline.known] == [[5], [6], [], [5], [], []]


def test_the_first_of_a_kind_is_not_counted_as_new() -> None:
    baseline = IdentityBaseline()
    for day, credential in enumerate((1, 1, 2, 3)):
        baseline.learn_one(used(credential, day=day))
    assert (baseline.n_new[CREDENTIAL], baseline.n_days) == (2, 4)


def test_a_day_that_comes_late_is_no_further_day() -> None:
    baseline = IdentityBaseline()
    for day in (5.0, 4.0, 5.5):
        baseline.learn_one(used(1, day=day))
    assert baseline.n_days == 1


def test_what_is_new_is_told_once_and_with_how_many_were_known() -> None:
    baseline = IdentityBaseline()
    told = []
    for credential in (1, 2, 1, 2):
        baseline.learn_one(used(credential))
        told.append(baseline.take_fresh())
    assert told == [[(CREDENTIAL, 0)], [(CREDENTIAL, 1)], [], []]


def test_what_looked_odd_is_told_of_once_and_stays_unknown() -> None:
    """A stray credential used in the middle of an incident must reach whoever compares agents."""
    baseline = IdentityBaseline()
    baseline.learn_one(used(1))
    baseline.take_fresh()
    told = []
    for credential in (9, 1, 9):
        baseline.learn_one(used(credential), weight=0.1)
        told += baseline.take_fresh()
    assert told == [(CREDENTIAL, 1)]
    assert 9 not in baseline.credentials


def test_an_agent_that_invents_names_is_told_of_64_times_a_day() -> None:
    baseline = IdentityBaseline()
    told = []
    for n in range(1, 1_001):
        baseline.learn_one(used(n))
        told += baseline.take_fresh()
    baseline.learn_one(used(2_000, day=1.0))
    assert (len(told), len(baseline.take_fresh())) == (64, 1)


def test_two_peers_make_a_symbol_nobodys_own() -> None:
    peers = IdentityBaseline()
    for model in (5, 6, 6):
        other = IdentityBaseline()
        other.learn_one(used(model=model))
        peers.merge_one(other)
    assert peers.known[MODEL] == {5: 1, 6: 2}
    again = IdentityBaseline()
    again.unpack(peers.pack())
    assert again.known[MODEL] == {5: 1, 6: 2}


def test_peers_keep_what_is_shared_when_there_are_too_many() -> None:
    peers, one, two = IdentityBaseline(), IdentityBaseline(), IdentityBaseline()
    for other in (one, two):
        other.learn_one(used(1))
    peers.merge_one(one)
    peers.merge_one(two)
    for n in range(100):
        other = IdentityBaseline()
        for symbol in range(32):
            other.learn_one(used(10 + 32 * n + symbol))
        peers.merge_one(other)
    assert len(peers.credentials) == 1_024
    assert peers.credentials[1] == 2


@pytest.mark.parametrize("n_days", [91, 500])
def test_counts_of_the_distant_past_fade(n_days: int) -> None:
    baseline = IdentityBaseline()
    for day in range(n_days):
        baseline.learn_one(used(day, day=day))
    assert baseline.n_days <= 90
    assert baseline.n_new[CREDENTIAL] <= 90


def test_a_usual_agents_identity_is_small() -> None:
    baseline = IdentityBaseline()
    for day in range(60):
        for credential in (2**31, 2**31 + 1):
            baseline.learn_one(used(credential, 2**30, day, model=2**29, version=2**28 + day // 20))
    assert len(msgspec.msgpack.encode(baseline.pack())) < 64
    assert len(KINDS) == len(baseline.known)
