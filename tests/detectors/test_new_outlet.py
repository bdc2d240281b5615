"""What leaves with every session is seen, and new partners are not."""

from baselines import ChangesBaseline, Features, OutletsBaseline, Profile
from baselines.changes import KNOWN, NEW
from baselines.outlets import SEND
from baselines.touch import Touch
from detectors import NewOutlet, Score

PLACE = 7
X: Features = Features(time=0.0, verb=SEND, target=1, prefix=PLACE, level=KNOWN)


def life(sessions: str) -> Profile:
    """An agent that sent to the place in the sessions marked with a cross."""
    own = Profile()
    for mark in sessions:
        touched = {1: Touch(SEND, NEW, 1, 2, 3, PLACE)} if mark == "x" else {}
        own[OutletsBaseline].learn_session(touched)
    return own


def score(own: Profile, x: Features = X, peers: Profile | None = None) -> Score:
    found = NewOutlet().score_one(x, own, peers or Profile())
    assert found is not None
    return found


def test_the_fourth_session_in_a_row_is_odd() -> None:
    assert score(life("." * 40 + "xxx")).p < 1e-5
    assert score(life("." * 40 + "xx")).p == 1.0


def test_p_is_exact() -> None:
    """Of 44 sessions, 4 sent there, all among the last 6: 15 choices out of 135,751."""
    assert round(15 / score(life("." * 38 + "x..xx")).p) == 135_751


def test_the_thinner_it_is_spread_the_less_odd_it_is() -> None:
    ps = [score(life("." * 40 + f"x{gap}" * 3)).p for gap in ("", ".", "...", "......")]
    assert ps == sorted(ps)
    assert ps[-1] > 1e-3


def test_it_is_told_again_only_when_it_has_doubled() -> None:
    spoke = [score(life("." * 40 + "x" * n)).p < 1.0 for n in range(1, 17)]
    assert [n + 1 for n, is_told in enumerate(spoke, start=1) if is_told] == [4, 8, 16]


def test_what_two_peers_know_is_nobodys_outlet() -> None:
    peers = Profile()
    peers[ChangesBaseline].known[PLACE] = 2
    assert score(life("." * 40 + "xxx"), peers=peers).p == 1.0


def test_what_was_approved_is_no_leak() -> None:
    assert score(life("." * 40 + "xxx"), X.replace(is_approved=True)).p == 1.0


def test_it_does_not_know_of_young_agents_and_other_verbs() -> None:
    assert NewOutlet().score_one(X, life("...xxx"), Profile()) is None
    assert NewOutlet().score_one(X.replace(verb=0), life("." * 40 + "xxx"), Profile()) is None
