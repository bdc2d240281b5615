"""What is published has to arrive somewhere."""

from pathlib import Path

import pytest

import roguewatch.workbench as rw
from alerts.keys import init_keys
from detectors.config import Config


def test_a_kafka_that_is_away_is_told_in_one_line(tmp_path: Path) -> None:
    init_keys(tmp_path)
    published = rw.calibrated([], Config(kappa=0.1), reason="tried", by="ana")
    with pytest.raises(ConnectionError, match=r"Kafka must answer at 127\.0\.0\.1:1"):
        rw.publish(published, "127.0.0.1:1", tmp_path)
