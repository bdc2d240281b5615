"""Replay one made-up history and print what came of it: run in a process of its own."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

import streams.monitor
from detectors import Score
from detectors.config import Config
from detectors.registry import detector_classes
from detectors.settings.detector_setting import DetectorSetting
from roguewatch.evaluation.crash.traffic import CrashTraffic
from roguewatch.simulation import Fleet
from streams.replay import Replay

CONFIG = Config(
    detectors={name: DetectorSetting(stage="promoted") for name in detector_classes()}
    | {"burst_next": DetectorSetting(stage="shadow", like="burst", parameters={"prior_s": 7200})}
)
"""Everything may alert and ask for stops, and one has another beside it, with whole numbers."""


def digest(told: Sequence[object]) -> str:
    return hashlib.sha256(msgspec.msgpack.encode(told, enc_hook=repr)).hexdigest()


def written(scores: Mapping[str, Score | None]) -> list[object]:
    """All figures of all scores, to the last bit."""
    figures = ("p", "observed", "expected_by_agent", "expected_by_peers", "n")
    return [
        (name, *(getattr(score, figure) for figure in figures)) if score is not None else name
        for name, score in scores.items()
    ]


def main() -> None:
    """Print whether the core that runs is compiled, and digests of all that it said."""
    start = datetime(2026, 1, 5, tzinfo=UTC)
    histories = (
        CrashTraffic(3, 4_000, n_agents=30, n_incidents=12).events(),
        Fleet(seed=1, n_agents=8, start=start, n_days=3).events(),
    )
    replays = [Replay(CONFIG, b"0123456789abcdef") for _ in histories]
    pairs = zip(replays, histories, strict=True)
    said = [one for replay, events in pairs for one in replay.run(events)]
    alerts = [alert for one in said for alert in one.alerts]
    requests = [request for one in said for request in one.stop_requests]
    told = {
        "is_compiled": Path(streams.monitor.__file__).suffix != ".py",
        "n_events": len(said),
        "n_alerts": len(alerts),
        "n_stop_requests": len(requests),
        "scores": digest([(written(one.scores), one.risk, one.flags) for one in said]),
        "alerts": digest([*alerts]),
        "stop_requests": digest([*requests]),
        "firsts": digest([first for one in said for first in one.firsts]),
        "states": [replay.state_hash() for replay in replays],
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
