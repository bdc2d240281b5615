"""A frame says what the core says, event by event."""

from datetime import UTC, datetime

from detectors.config import Config
from roguewatch.evaluation.frames import replay_frames
from roguewatch.simulation import Fleet
from streams.replay import Replay

HISTORY = list(Fleet(seed=3, n_agents=5, start=datetime(2026, 1, 5, tzinfo=UTC), n_days=2).events())
HASH_KEY = b"0123456789abcdef"


def test_scores_and_alerts_are_the_cores() -> None:
    assessments = list(Replay(Config(), HASH_KEY).run(HISTORY))
    scores, alerts = replay_frames(HISTORY, Config(), HASH_KEY)
    assert scores["event_id"].tolist() == [a.event_id for a in assessments]
    assert scores["risk"].tolist() == [a.risk for a in assessments]
    assert alerts["alert_id"].tolist() == [x.alert_id for a in assessments for x in a.alerts]
    for name in ("burst", "hijack"):
        given = [a.scores.get(name) for a in assessments]
        assert scores[name].isna().tolist() == [score is None for score in given]


def test_no_history_gives_an_empty_frame_of_alerts() -> None:
    _, alerts = replay_frames([], Config(), HASH_KEY)
    assert len(alerts) == 0
    assert "reasons" in alerts.columns
