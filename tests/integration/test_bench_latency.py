"""`roguewatch bench latency` stops real agents, times every step, and cleans up after itself."""

import json
from pathlib import Path

from kafka.admin import KafkaAdminClient
from typer.testing import CliRunner

from roguewatch.cli.main import app

from .conftest import Broker


def test_every_step_of_every_stop_is_timed(bare_broker: Broker, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    result = CliRunner().invoke(
        app,
        [
            *("bench", "latency", "--bootstrap-servers", bare_broker.bootstrap_servers),
            *("--stops", "4", "--at-once", "4", "--load", "50", "--json", str(figures)),
        ],
    )
    assert "event → acknowledgement" in result.output, result.output
    measured = json.loads(figures.read_text())
    assert 25 < measured["load"] <= 51
    assert len(measured["stops"]) == 4
    for stop in measured["stops"]:
        assert stop["sent_ms"] <= stop["requested_ms"] + 1
        assert stop["requested_ms"] <= stop["durable_ms"] <= stop["acked_ms"]
        assert stop["acked_ms"] <= stop["contained_ms"] + 1
        assert stop["n_after"] > 0
        # On a busy machine a step may be late, but then it must be said.
        assert (stop["n_late"] > 0) <= (result.exit_code == 1)
    admin = KafkaAdminClient(bootstrap_servers=bare_broker.bootstrap_servers)
    left = set(admin.list_topics())
    admin.close()
    assert left <= {"__consumer_offsets"}
