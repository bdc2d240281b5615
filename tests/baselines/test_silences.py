"""Silences are told by the longest few."""

from baselines import Features, SilencesBaseline


def test_only_the_longest_are_kept() -> None:
    baseline = SilencesBaseline(n_kept=2)
    for time in (0.0, 5.0, 25.0, 26.0, 36.0):
        baseline.learn_one(Features(time=time))
    assert baseline.longest == [20.0, 10.0]
    assert baseline.silent_s(40.0) == 4.0


def test_an_event_from_the_past_is_no_pause() -> None:
    baseline = SilencesBaseline()
    for time in (100.0, 50.0, 110.0):
        baseline.learn_one(Features(time=time))
    assert baseline.longest == [10.0]


def test_before_the_first_event_there_is_no_silence() -> None:
    assert SilencesBaseline().silent_s(1e9) == 0.0
