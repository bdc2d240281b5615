"""A session is held against whole sessions of its trade now and then, never at every event."""

from baselines import Features, Profile, Session, SessionsBaseline, SessionVectors
from detectors import Score, SessionOutlier

X: Features = Features(time=0.0, session=5)


def peers(n: int = 128) -> Profile:
    profile = Profile()
    for i in range(n):
        member, usual = SessionVectors(), Session(0.0)
        usual.n_events, usual.verbs, usual.hour = 6 + i % 9, 1, 9 + i % 3
        member.learn_session(usual)
        profile[SessionVectors].merge_one(member)
    return profile


def live(n_events: int, verbs: int = 1, n_failed: int = 0, hour: int = 10) -> Profile:
    own = Profile()
    session, _ = own[SessionsBaseline].open(X)
    session.n_events, session.verbs, session.n_failed = n_events, verbs, n_failed
    session.hour = hour
    return own


def score(own: Profile, theirs: Profile | None = None) -> Score | None:
    return SessionOutlier().score_one(X, own, theirs or peers())


def test_an_unusual_mixture_is_odd_and_an_ordinary_one_is_not() -> None:
    odd, ordinary = score(live(96, verbs=0b11111, n_failed=80, hour=3)), score(live(8))
    assert odd is not None
    assert odd.p < 0.02
    assert ordinary is not None
    assert ordinary.p > 0.1


def test_it_is_asked_at_a_few_lengths_only() -> None:
    theirs = peers()
    asked = [n for n in range(100) if score(live(n), theirs) is not None]
    assert asked == [4, 6, 8, 12, 16, 24, 32, 48, 64, 96]


def test_without_enough_sessions_of_peers_it_abstains() -> None:
    assert score(live(8), peers(63)) is None
    assert score(Profile()) is None
