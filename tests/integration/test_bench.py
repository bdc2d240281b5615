"""`roguewatch bench throughput` measures all three on one broker, and leaves it as it was."""

import json
from pathlib import Path

import pytest
from kafka.admin import KafkaAdminClient
from typer.testing import CliRunner

from roguewatch.cli.main import app

from .kafka_broker import KafkaBroker


@pytest.mark.kafka
def test_three_variants_are_measured_and_the_topics_removed(tmp_path: Path) -> None:
    with KafkaBroker() as broker:
        arguments = ["--bootstrap-servers", broker.bootstrap_servers, "--rounds", "1"]
        sizes = ["--events", "12000", "--faust-events", "1000", "--warm-up-days", "1"]
        figures = tmp_path / "figures.json"
        result = CliRunner().invoke(
            app, ["bench", "throughput", *arguments, *sizes, "--json", str(figures)]
        )
        assert result.exit_code == 0, result.output
        admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap_servers)
        left = set(admin.list_topics())
        admin.close()
    assert left <= {"__consumer_offsets"}
    rounds = json.loads(figures.read_text())["rounds"]
    n_events = {variant: runs[0]["n_events"] for variant, runs in rounds.items()}
    assert n_events["bare"] == 12_000
    assert n_events["faust"] == 1_000
    # The first batch starts the watch, and is not counted.
    assert 2_000 < n_events["worker"] <= 12_000 + 2 * 4
    assert "worker ÷ bare" in result.output
