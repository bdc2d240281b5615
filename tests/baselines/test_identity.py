"""Identity knows the credentials and addresses an agent used before."""

from baselines import IdentityBaseline


def test_an_event_that_names_none_teaches_none() -> None:
    baseline = IdentityBaseline()
    baseline.learn_one({"time": 0.0, "credential": 0, "address": 0})
    assert baseline.pack() == [[], []]


def test_a_credential_that_looked_odd_stays_new() -> None:
    """An agent with a stray token must not make it its own by using it."""
    baseline = IdentityBaseline()
    baseline.learn_one({"time": 0.0, "credential": 7, "address": 8}, weight=0.25)
    assert baseline.pack() == [[], []]


def test_the_one_unseen_for_longest_goes_first() -> None:
    baseline = IdentityBaseline(max_known=2)
    for credential in (1, 2, 1, 3):
        baseline.learn_one({"time": 0.0, "credential": credential, "address": 0})
    assert list(baseline.credentials) == [1, 3]


def test_credentials_and_addresses_are_apart() -> None:
    baseline = IdentityBaseline()
    baseline.learn_one({"time": 0.0, "credential": 5, "address": 6})
    assert (list(baseline.credentials), list(baseline.addresses)) == ([5], [6])


def test_what_one_agent_may_use_says_nothing_about_another() -> None:
    peers, other = IdentityBaseline(), IdentityBaseline()
    other.learn_one({"time": 0.0, "credential": 5, "address": 6})
    peers.merge_one(other)
    assert peers.pack() == [[], []]
