"""Places that are new to an agent are counted by sessions."""

from baselines import OutletsBaseline
from baselines.changes import KNOWN, NEW
from baselines.outlets import SEND
from baselines.touch import Touch

READ = 0
Touched = dict[int, Touch]


def sent(prefix: int, level: int = NEW, verb: int = SEND) -> Touched:
    return {prefix: Touch(verb, level, 1, 100 + prefix, 3, prefix)}


def outlets(*sessions: Touched) -> OutletsBaseline:
    baseline = OutletsBaseline()
    for touched in sessions:
        baseline.learn_session(touched)
    return baseline


def test_a_place_counts_once_a_session() -> None:
    two_paths = sent(7) | {8: Touch(SEND, NEW, 1, 200, 3, 7)}
    assert outlets({}, two_paths, sent(7, KNOWN)).places == {7: (1, 2, 2)}


def test_a_place_without_a_family_is_its_target() -> None:
    assert outlets({1: Touch(SEND, NEW, 1, 100, 3, 0)}).places == {100: (0, 1, 2)}
    assert outlets({1: Touch(SEND, NEW, 1, 0, 3, 0)}).places == {}


def test_what_was_known_before_or_only_read_is_no_outlet() -> None:
    assert outlets(sent(7, KNOWN), sent(8, verb=READ)).places == {}


def test_it_is_told_at_four_and_at_each_doubling() -> None:
    told = [outlets(*([sent(7)] * n)).places[7][2] for n in (3, 4, 7, 8)]
    assert told == [2, 4, 4, 8]


def test_the_place_unused_for_longest_goes_first() -> None:
    baseline = OutletsBaseline(max_places=2)
    for prefix in (1, 2, 1, 3):
        baseline.learn_session(sent(prefix))
    assert list(baseline.places) == [1, 3]
