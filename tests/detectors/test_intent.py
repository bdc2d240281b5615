"""Changes that nobody asked for are odd, where somebody said what was asked for."""

from baselines import Features, IntentsBaseline, Profile
from baselines.declared_intent import DeclaredIntent
from detectors import Intent, Score

CHANGE: Features = Features(
    time=0.0,
    session=5,
    verb=3,
    tool=8,
    is_changing=True,
    u=1.5,
    is_asked=False,
)
ASKED: Features = CHANGE.replace(is_asked=True)


def declared(intent: DeclaredIntent | None = None) -> Profile:
    own = Profile()
    own[IntentsBaseline].declare(5, intent or DeclaredIntent(tools=(7,)))
    return own


def score(own: Profile, x: Features = CHANGE, peers: Profile | None = None) -> Score:
    given = Intent().score_one(x, own, peers or Profile())
    assert given is not None
    return given


def test_each_further_change_outside_is_odder() -> None:
    own, ps = declared(), []
    for _ in range(4):
        ps.append(score(own).p)
        own[IntentsBaseline].learn_one(CHANGE, weight=0.25)
    assert ps == sorted(ps, reverse=True)
    assert ps[0] == 0.04
    assert ps[3] < 1e-3


def test_an_agent_that_strays_daily_is_less_odd_than_one_that_never_does() -> None:
    careful, careless = declared(), declared()
    for i in range(100):
        careful[IntentsBaseline].learn_one(ASKED)
        careless[IntentsBaseline].learn_one(CHANGE if i % 2 else ASKED)
    careless[IntentsBaseline].declared[5].n_outside = 0
    assert score(careful).p < 0.01
    assert score(careless).p > 0.3


def test_peers_say_how_good_declarations_are_before_the_agent_can() -> None:
    peers = declared()
    for i in range(200):
        peers[IntentsBaseline].learn_one(CHANGE if i % 4 == 0 else ASKED)
    assert score(declared(), peers=peers).p == 0.25


def test_what_was_asked_for_and_what_was_done_before_is_ordinary() -> None:
    repeated = CHANGE.replace(u=None)
    assert score(declared(), ASKED).p == 1.0
    assert score(declared(), repeated).p == 1.0


def test_without_a_declaration_that_limits_it_abstains() -> None:
    undeclared = CHANGE.replace(is_asked=None)
    assert Intent().score_one(undeclared, Profile(), Profile()) is None
    only_targets = declared(DeclaredIntent(targets=(1,)))
    assert Intent().score_one(CHANGE, only_targets, Profile()) is None
