"""A frame says what the core says, event by event."""

from detectors.config import Config
from roguewatch.replaying.key import REPLAY_KEY
from roguewatch.workbench import replay, replay_whole
from streams.events import ActionEvent
from streams.replay import Replay


def test_every_row_is_what_the_core_said(history: list[ActionEvent]) -> None:
    assessments = list(Replay(Config(), REPLAY_KEY).run(history))
    replayed = replay_whole(history, Config())
    scores = replayed.scores
    assert scores["event_id"].tolist() == [a.event_id for a in assessments]
    assert scores["risk"].tolist() == [a.risk for a in assessments]
    assert [x.alert_id for x in replayed.raised] == [
        x.alert_id for a in assessments for x in a.alerts
    ]
    for name in ("burst", "hijack"):
        given = [a.scores.get(name) for a in assessments]
        assert scores[f"{name}_p"].isna().tolist() == [score is None for score in given]
        known = [score.observed for score in given if score is not None]
        assert scores[f"{name}_observed"].dropna().tolist() == known


def test_only_what_is_direct_has_points(history: list[ActionEvent]) -> None:
    scores = replay(history)
    assert scores["high_impact_points"].max() >= 65.0
    assert "burst_points" not in scores


def test_the_incident_is_a_decision_with_a_reason_and_a_sentence(
    history: list[ActionEvent],
) -> None:
    scores = replay(history)
    rogue = scores[scores["event_id"].str.startswith("rogue")]
    told = rogue[rogue["decision"] != "none"]
    assert not told.empty
    assert told["reason"].notna().all()
    assert told["sentence"].str.len().gt(0).all()
    assert told["alert_id"].notna().all()
    assert scores[scores["decision"] == "none"]["alert_id"].isna().all()


def test_a_repeated_event_is_said_to_be_one(benign: list[ActionEvent]) -> None:
    scores = replay([*benign[:5], benign[4]])
    assert scores["is_duplicate"].tolist() == [False] * 5 + [True]
    assert scores["burst_p"].isna().iloc[-1]


def test_nothing_gives_an_empty_frame_with_the_same_columns(benign: list[ActionEvent]) -> None:
    assert replay([]).columns.tolist() == replay(benign[:1]).columns.tolist()
    assert replay_whole([]).rate().n == 0


def test_figures_are_numbers_also_of_a_detector_that_always_abstains(
    benign: list[ActionEvent],
) -> None:
    scores = replay(benign[:5])
    figures = scores.filter(regex="_(p|observed|by_agent|by_peers|n)$")
    assert scores["canary_p"].isna().all()
    assert set(figures.dtypes) == {scores["burst_p"].dtype}
