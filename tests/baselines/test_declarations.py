"""The last declaration of each tool is kept, and no more tools than fit."""

from baselines import DeclarationsBaseline, Features


def test_the_tools_used_last_are_kept() -> None:
    baseline = DeclarationsBaseline(max_known=3)
    for declarer in (1, 2, 3, 1, 4):
        baseline.learn_one(Features(time=0.0, declarer=declarer, declared=declarer))
    assert baseline.known == {3: 3, 1: 1, 4: 4}


def test_peers_declare_nothing() -> None:
    """A server may tell each agent something else."""
    mine, other = DeclarationsBaseline(), DeclarationsBaseline()
    other.learn_one(Features(time=0.0, declarer=1, declared=2))
    mine.merge_one(other)
    assert mine.known == {}


def test_a_change_is_told_once() -> None:
    baseline = DeclarationsBaseline()
    said = []
    for declared in (2, 2, 1, 1):
        baseline.learn_one(Features(time=0.0, declarer=7, declared=declared))
        said.append(baseline.take_change())
    assert said == [False, False, True, False]
    baseline.learn_one(Features(time=0.0, declarer=7, declared=2))
    baseline.unpack(baseline.pack())
    assert not baseline.take_change()
