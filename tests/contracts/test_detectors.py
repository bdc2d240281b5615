"""Every exported detector keeps the contract; a new one is tested by being exported."""

import inspect
import math

import pytest
from hypothesis import given, settings

from baselines import Features, Profile
from detectors import Detector, Score
from detectors.base import MAX_SLOTS, STREAMS
from detectors.config import Config
from detectors.registry import make_detectors
from detectors.risk import Risk
from detectors.settings.detector_setting import DetectorSetting
from streams.events import ActionEvent

from .exported import DETECTORS, docstring_of, name_of, parameters_of
from .material import features, lived, profile_after, strangers
from .strategies import MONDAY, lives

every_detector = pytest.mark.parametrize("kind", DETECTORS, ids=name_of)
HOSTILE_NUMBERS = (-1.0, 0.0, 1e300, math.inf, math.nan)
every_parameter = pytest.mark.parametrize(
    ("kind", "name"),
    [
        pytest.param(kind, name, id=f"{kind.__name__}-{name}")
        for kind in DETECTORS
        for name in inspect.signature(kind).parameters
    ],
)


def harmless_read() -> Features:
    event = ActionEvent(
        event_id="1", agent_id="a", tool="read_mail", action="read", resource="inbox", time=MONDAY
    )
    return next(features([event]))


def is_sound(score: Score | None) -> bool:
    """Whether it abstains, or is a probability with figures that can be shown."""
    if score is None:
        return True
    figures = [score.p, score.observed, score.expected_by_agent, score.expected_by_peers, score.n]
    if score.points is not None:
        figures += [score.points.total, *(value for _, value in score.points.terms)]
    return 0.0 < score.p <= 1.0 and all(map(math.isfinite, figures))


def test_names_are_unique() -> None:
    """Scores, settings and calibration tables are kept by name."""
    assert len({kind.name for kind in DETECTORS}) == len(DETECTORS)


def test_no_two_have_calibration_slots_in_common() -> None:
    setting = DetectorSetting(stage="alert")
    config = Config(detectors={kind.name: setting for kind in DETECTORS})
    detectors = make_detectors(config)
    risk = Risk(config, detectors)
    bases = [risk.base(detector) for detector in detectors if detector.stream in STREAMS]
    assert None not in bases
    assert len(set(bases)) == len(bases)


@every_detector
def test_is_named_after_its_file(kind: type[Detector]) -> None:
    assert inspect.getmodulename(inspect.getfile(kind)) == kind.name
    assert kind.name.replace("_", "") == kind.__name__.lower()


@every_detector
def test_its_parameters_are_those_that_are_written(kind: type[Detector]) -> None:
    """Compiled, a parameter whose default is no literal would be lost to `parameters`."""
    assert list(inspect.signature(kind).parameters) == parameters_of(kind)


@every_detector
@pytest.mark.parametrize("text", ["hypothesis", "misses", "runbook"])
def test_says_in_sentences_what_it_is_for_and_what_to_do(kind: type[Detector], text: str) -> None:
    """Somebody reads it who was woken up by it."""
    sentence: str = getattr(kind, text)
    assert sentence.isprintable()
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert len(sentence) >= 20


@every_detector
def test_explains_itself_with_an_example_and_its_parameters(kind: type[Detector]) -> None:
    documentation = docstring_of(kind)
    assert ">>>" in documentation
    assert all(name in documentation for name in inspect.signature(kind).parameters)


@every_detector
def test_feeds_a_stream_that_has_a_weight_or_goes_to_policy(kind: type[Detector]) -> None:
    assert kind.stream in {*Config().weights, "direct", "shadow"}


@every_detector
def test_a_direct_one_says_when_to_alert_and_when_to_stop(kind: type[Detector]) -> None:
    if kind.stream == "direct":
        parameters = kind().parameters
        assert 0 < parameters["alert_at"] <= parameters["stop_at"]


@every_detector
def test_only_a_direct_one_has_points_and_they_add_up(kind: type[Detector]) -> None:
    detector, profile = kind(), profile_after(50)
    for x in features(strangers(50)):
        score = detector.score_one(x, profile, profile)
        if score is not None and score.points is not None:
            assert kind.stream == "direct"
            total = sum(points for _, points in score.points.terms)
            assert score.points.total == max(0.0, total)


@every_detector
def test_keeps_its_parameters_and_nothing_else(kind: type[Detector]) -> None:
    """It has no state: two agents could else tell each other something through it."""
    names = inspect.signature(kind).parameters
    detector, profile = kind(), profile_after(50)
    before = detector.parameters
    assert before == {name: parameter.default for name, parameter in names.items()}
    for x in features(strangers(50)):
        detector.score_one(x, profile, Profile())
    assert detector.parameters == before


@every_detector
def test_scoring_teaches_nothing(kind: type[Detector]) -> None:
    """Otherwise an attacker makes something usual by being looked at."""
    detector, own, peers = kind(), profile_after(200), profile_after(100)
    before = own.pack(), peers.pack()
    for x in features(strangers(300)):
        detector.score_one(x, own, peers)
        detector.slot(x, own, peers)
    assert (own.pack(), peers.pack()) == before


@every_detector
def test_leaves_the_features_as_they_are_unless_it_says_so(kind: type[Detector]) -> None:
    """A worker leaves out a detector without a say: no baseline may miss what it adds."""
    detector, own, peers = kind(), profile_after(200), profile_after(100)
    changed = False
    for x in features(strangers(300)):
        before = dict(x)
        detector.score_one(x, own, peers)
        changed |= dict(x) != before
    assert changed == kind.teaches


@every_detector
def test_teaches_without_the_score_what_it_teaches_with_it(kind: type[Detector]) -> None:
    """A worker asks a detector in shadow for nothing else; its profiles must not tell."""
    detector, own = kind(), profile_after(200)
    for peers in (Profile(), profile_after(100)):
        for x in features(strangers(300)):
            scored, taught = x.copy(), x.copy()
            detector.score_one(scored, own, peers)
            detector.teach(taught, own, peers)
            assert taught == scored


@every_detector
def test_reads_only_what_it_declares(kind: type[Detector]) -> None:
    detector, own, peers = kind(), Profile(), Profile()
    for x in features(strangers(100)):
        detector.score_one(x, own, peers)
        detector.slot(x, own, peers)
    assert set(own) | set(peers) <= set(kind.baselines)


@every_detector
def test_knows_nothing_of_an_agent_without_past_and_peers(kind: type[Detector]) -> None:
    """Not knowing is `None`, or not odd at all."""
    score = kind().score_one(harmless_read(), Profile(), Profile())
    assert score is None or score.p == 1.0


@every_detector
def test_scores_the_same_event_alike(kind: type[Detector]) -> None:
    detector, own = kind(), profile_after(200)
    *_, x = features(strangers(201))
    assert detector.score_one(x, own, Profile()) == detector.score_one(x, own, Profile())


@every_detector
def test_scores_a_restored_profile_alike(kind: type[Detector]) -> None:
    own = profile_after(200)
    again = Profile.unpack(own.pack())
    for x in features(strangers(201)):
        assert kind().score_one(x, again, Profile()) == kind().score_one(x, own, Profile())


@every_detector
@given(events=lives)
@settings(max_examples=40)
def test_any_event_of_any_life_gets_a_sound_score(
    kind: type[Detector], events: list[ActionEvent]
) -> None:
    detector, monitor = kind(), lived(events)
    own, peers = monitor.profiles["default/a"], monitor.profiles["default/b"]
    for x in features(events):
        score = detector.score_one(x, own, peers)
        assert is_sound(score)
        assert 0 <= detector.slot(x, own, Profile()) < MAX_SLOTS
        if score is not None:
            reason = detector.reason(score)
            assert reason.isprintable()
            assert 10 < len(reason) <= 200


every_parameter = pytest.mark.parametrize(
    ("kind", "name"),
    [
        pytest.param(kind, name, id=f"{kind.__name__}-{name}")
        for kind in DETECTORS
        for name in inspect.signature(kind).parameters
    ],
)


@every_parameter
@pytest.mark.parametrize("value", [-1.0, math.inf, -math.inf, math.nan])
def test_a_parameter_that_makes_no_sense_is_refused_by_name(
    kind: type[Detector], name: str, value: float
) -> None:
    """A slip in a configuration file is told at the start, and not by a score."""
    with pytest.raises(ValueError, match=name):
        kind(**{name: value})


@every_parameter
@pytest.mark.parametrize("value", [0.0, 1e-9, 1e9])
def test_an_extreme_parameter_is_refused_by_name_or_gives_sound_scores(
    kind: type[Detector], name: str, value: float
) -> None:
    try:
        detector = kind(**{name: value})
    except ValueError as error:
        assert name in str(error)  # noqa: PT017
        return
    own, peers = profile_after(100), profile_after(100)
    for profile in (own, Profile()):
        for x in features(strangers(110)):
            assert is_sound(detector.score_one(x, profile, peers))
            assert is_sound(detector.score_one(x, profile, Profile()))
