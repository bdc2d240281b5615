"""The workbench of data scientists: pandas in and out, and the same core as the worker.

One import place: ``from roguewatch import workbench as rw``. `replay` scores a history, `sweep`
tries a grid of parameters on it, `compare` says which alerts two configurations disagree about,
`calibrated` and `publish` take the result to the workers.

Examples
--------
>>> from datetime import UTC, datetime
>>> fleet = Fleet(seed=1, n_agents=5, start=datetime(2026, 1, 5, tzinfo=UTC), n_days=1)
>>> scores = replay(fleet.events(), Config())
>>> scores.columns[-2:].tolist(), scores["burst_p"].dropna().between(0.0, 1.0).all().item()
(['is_duplicate', 'sentence'], True)
"""

from detectors.config import Config
from detectors.settings.detector_setting import DetectorSetting
from roguewatch.evaluation.export import to_toml
from roguewatch.simulation import Fleet
from streams.snapshots.published_config import PublishedConfig
from streams.topic_events import TopicRange

from .alert_frame import alert_frame
from .comparing import compare
from .comparison import Comparison
from .example_week import Example, example
from .history import History, events_frame, to_events
from .replayed import Replayed
from .replaying import replay, replay_whole
from .shipping import calibrated, publish
from .sweeping import sweep

__all__ = [
    "Comparison",
    "Config",
    "DetectorSetting",
    "Example",
    "Fleet",
    "History",
    "PublishedConfig",
    "Replayed",
    "TopicRange",
    "alert_frame",
    "calibrated",
    "compare",
    "events_frame",
    "example",
    "publish",
    "replay",
    "replay_whole",
    "sweep",
    "to_events",
    "to_toml",
]
