"""A plug-in is believed as far as ordinary sessions were seen, and not at all before."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from baselines import SessionPeaks
from baselines.session_peaks import COUNTED, N_BINS, from_bin
from detectors import Calibration, OwnCalibration
from detectors.plugged.calibration import LEAST_SESSIONS, LEAST_WEIGHED, PluggedCalibration

Bins = dict[int, int]
histograms = st.dictionaries(
    st.integers(0, N_BINS - 1), st.integers(1, 10_000), min_size=1, max_size=12
)


def peaks_of(bins: Bins, slot: int = COUNTED) -> SessionPeaks:
    peaks = SessionPeaks()
    peaks.counts[slot] = bins
    # Sessions before it was plugged in, which it had no word in.
    peaks.n_sessions = peaks.n_total = 100_000
    peaks.first, peaks.agent_days = 0.0, 1_000
    return peaks


def calibrated(bins: Bins) -> PluggedCalibration:
    peers = [peaks_of(bins)]
    return PluggedCalibration(peers, peers)


@settings(max_examples=100, deadline=None)
@given(histograms, st.lists(st.floats(0.0, 5_000.0), min_size=2, max_size=10))
def test_p_falls_and_is_never_less_than_the_share_that_was_seen(
    bins: Bins, statistics: list[float]
) -> None:
    n, calibration = sum(bins.values()), calibrated(bins)
    asked = sorted([*statistics, *(from_bin(index) - 1e-9 for index in bins)])
    ps = [calibration.p(COUNTED, statistic) for statistic in asked]
    assert ps == sorted(ps, reverse=True)
    assert all(0.999 * (n + 1.0) ** -2 <= p <= 1.0 for p in ps)
    for statistic, p in zip(asked, ps, strict=True):
        seen = sum(count for index, count in bins.items() if from_bin(index) - 1e-9 >= statistic)
        assert p >= min(1.0, seen / n)


@given(histograms)
def test_too_few_sessions_say_nothing(bins: Bins) -> None:
    few = {index: 1 for index in bins}
    assert calibrated(few).p(COUNTED, 700.0) == 1.0
    assert not calibrated(few).is_measured(COUNTED)


def test_sessions_before_it_was_plugged_in_do_not_count() -> None:
    """A detector of ours is compared with all sessions, and theory speaks where there are none."""
    peaks = peaks_of({0: LEAST_SESSIONS - 1})
    assert Calibration(peaks).p(COUNTED, 90.0) == 1.0
    assert Calibration(peaks).p(0, 90.0) < 1e-30
    more = Calibration(peaks_of({0: LEAST_SESSIONS}))
    assert math.isclose(more.p(COUNTED, 90.0), (LEAST_SESSIONS + 1) ** -2)


def test_a_heavy_tail_keeps_its_weight() -> None:
    """One session in a hundred far out: an exponential through the tenth would say one in 1e5."""
    calibration = calibrated({0: 900, 10: 90, 55: 10})
    assert calibration.p(COUNTED, from_bin(54)) >= 0.01


def test_many_sessions_without_a_word_make_the_tail_of_odd_ones_no_lighter() -> None:
    """Beyond the oddest, p falls as slowly as the odd ones are spread."""
    spread = {10: 40, 20: 20, 26: 10}
    few, many = calibrated({0: 930} | spread), calibrated({0: 99_930} | spread)
    top = from_bin(26)
    for calibration in (few, many):
        here, beyond = (calibration.p(COUNTED, top + more) for more in (1e-9, 20.0))
        assert beyond > 0.01 * here


def test_its_evidence_counts_when_the_fleet_has_weighed_it() -> None:
    peers, fleet = peaks_of({0: LEAST_SESSIONS}), peaks_of({0: 5_000})
    fleet.counts[COUNTED + 1] = {0: LEAST_WEIGHED - 1}
    assert not Calibration(peers, None, fleet).is_heard(COUNTED)
    fleet.counts[COUNTED + 1] = {0: LEAST_WEIGHED}
    heard = Calibration(peers, None, fleet)
    assert heard.is_heard(COUNTED)
    assert OwnCalibration(heard, SessionPeaks()).is_heard(COUNTED)
    assert not Calibration(SessionPeaks(), None, fleet).is_heard(COUNTED)


def test_what_was_published_with_it_counts_beside_what_was_seen() -> None:
    given_peaks = peaks_of({0: 2_000, 30: 20})
    given_peaks.counts[COUNTED + 1] = {0: LEAST_WEIGHED}
    calibration = Calibration(SessionPeaks(), given_peaks, SessionPeaks(), given_peaks)
    assert calibration.is_heard(COUNTED)
    assert calibration.p(COUNTED, 5.0) == 21 / 2_021
    seen = Calibration(peaks_of({40: 3_000}), given_peaks)
    assert seen.p(COUNTED, 5.0) == 1.0
    quieter = Calibration(peaks_of({0: 3_000}), given_peaks)
    assert quieter.p(COUNTED, 5.0) == calibration.p(COUNTED, 5.0)


def test_the_threshold_follows_what_sessions_come_to_with_it() -> None:
    fleet = peaks_of({0: 20_000})
    fleet.n_judged, fleet.evidence = 20_000, {0: 20_000}
    fleet.counts[COUNTED + 1] = {0: 19_000, 24: 1_000}
    calibration = Calibration(fleet)
    alone, heard = (calibration.level(slots, 0.01, 0.05) for slots in ([], [COUNTED]))
    assert alone < 1.0
    assert 2.9 < heard < 3.2


def test_halving_keeps_the_odd_ones_in_proportion() -> None:
    peaks = SessionPeaks(max_sessions=64, grace=0)
    for i in range(640):
        peaks.learn_session({COUNTED: 20.0 if i % 16 == 0 else 0.0}, start=float(i), verbs=1)
    bins = peaks.counts[COUNTED]
    n = sum(bins.values())
    assert 32 <= n <= 64
    assert 1 / 24 < (n - bins[0]) / n < 1 / 10
