"""An agent that goes on where it left off is stopped again: a person's word is no safe-conduct."""

from pathlib import Path

import pytest

from alerts.keys import KeyRing
from streams.topics import ACTIONS

from .conftest import Broker
from .processes import Process, wait_until
from .steps import ME, ledger, say, start_agent, values

CONFIG = '[detectors.high_impact]\nstage = "promoted"\n'


@pytest.fixture
def worker(control: Process, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Process:
    """Return a worker whose direct path may ask for stops."""
    config = tmp_path / "promoted.toml"
    config.write_text(CONFIG)
    monkeypatch.setenv("ROGUEWATCH_CONFIG", str(config))
    arguments = ("worker", "--session-timeout-ms", "3000")
    return Process.of_command(tmp_path / "worker.log", *arguments)


def stops(agent: Process) -> list[str]:
    """The commands that stopped it, in their order."""
    told = [line.rpartition(" ")[2] for line in agent.lines if "stopped by" in line]
    return list(dict.fromkeys(told))


def test_who_goes_on_after_a_reinstate_is_stopped_by_a_command_of_its_own(
    broker: Broker, keys: KeyRing, worker: Process, tmp_path: Path
) -> None:
    with worker, start_agent(tmp_path, "agent") as agent:
        wait_until(lambda: len(stops(agent)) == 1, 30.0)
        said = say("reinstate", "mail-1", "--reason", "we thought it was a drill", "--as", "kim")
        assert "done: permitted by people-reinstate-with-a-reason" in said
        wait_until(lambda: len(stops(agent)) == 2, 30.0)
        entry = ledger(broker, keys).entry(ME)
        assert entry is not None
        assert (entry.command.action, entry.command.cmd_id) == ("suspend", stops(agent)[1])
        partitions = [value for value in values_of_all(broker) if value.count(b".") == 2]
        assert len(set(partitions)) == 1, "the reinstate must stand in the log of its actions"


def values_of_all(broker: Broker) -> list[bytes]:
    """Every record of the topic of actions, whatever its partition."""
    return [value for number in range(4) for value in values(broker, ACTIONS, number)]
