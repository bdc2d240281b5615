"""The demo, as a person starts it: every incident stopped in time, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from streams.embedded_broker import EmbeddedBroker

from .kafka_broker import KafkaBroker

ROOT = Path(__file__).parents[2]
INCIDENTS = ("a:", "b-never:", "b-deleter:", "c:", "d:", "e-never:", "e-deleter:")


def start(tmp_path: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start `roguewatch demo` in a temporary folder, by which its children are known."""
    return subprocess.Popen(
        [sys.executable, "-m", "roguewatch.cli.main", "demo", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def left_behind(tmp_path: Path) -> list[str]:
    """Command lines of running processes that were given our temporary folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes()
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if str(tmp_path).encode() in environment + command and process.name != str(os.getpid()):
            found.append(command.replace(b"\0", b" ").decode())
    return found


def check(process: subprocess.Popen[str], tmp_path: Path) -> None:
    output, _ = process.communicate(timeout=400)
    assert process.returncode == 0, output
    rows = {line.split()[0]: line for line in output.splitlines() if line.endswith("  ok")}
    assert tuple(rows) == INCIDENTS
    assert "7 of 7 incidents as required" in output
    assert "benign agents stopped: 0" in output
    assert "came from the worker" in output
    assert left_behind(tmp_path) == []
    assert not list(tmp_path.glob("roguewatch-demo-*"))


@pytest.mark.kafka
def test_the_same_on_apache_kafka_and_a_second_time_if_fresh(tmp_path: Path) -> None:
    with KafkaBroker() as broker:
        at = ("--bootstrap-servers", broker.bootstrap_servers, "--days", "8")
        check(start(tmp_path, "--seed", "4", *at), tmp_path)
        again = start(tmp_path, "--seed", "4", *at)
        output, _ = again.communicate(timeout=60)
        assert again.returncode == 2
        assert "topics must be empty" in output
        check(start(tmp_path, "--seed", "5", "--fresh", *at), tmp_path)


def wait_for(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if text in line:
            return
    pytest.fail(f"the demo never said {text!r}")


@pytest.mark.no_cover
def test_all_incidents_end_as_required(tmp_path: Path) -> None:
    check(start(tmp_path, "--seed", "3", "--days", "8"), tmp_path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_when_it_is_stopped_everything_stops(tmp_path: Path, number: signal.Signals) -> None:
    process = start(tmp_path, "--days", "7")
    wait_for(process, "write the history")
    assert len(left_behind(tmp_path)) >= 4
    process.send_signal(number)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert "stopped, and with it every process" in output
    assert left_behind(tmp_path) == []


def test_a_process_that_dies_is_shown_with_its_last_words(tmp_path: Path) -> None:
    process = start(tmp_path, "--days", "7")
    wait_for(process, "write the history")
    time.sleep(0.5)
    (worker,) = (
        entry
        for entry in Path("/proc").glob("[0-9]*")
        if (entry / "cmdline").exists()
        and b"main\0worker" in (entry / "cmdline").read_bytes()
        and str(tmp_path).encode() in (entry / "environ").read_bytes()
    )
    os.kill(int(worker.name), signal.SIGKILL)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "worker must keep running; it exited -9" in output
    assert left_behind(tmp_path) == []


def test_a_broker_with_other_people_s_records_is_refused(tmp_path: Path) -> None:
    from kafka import KafkaProducer

    from streams.topics import ACTIONS, create_topics

    with EmbeddedBroker() as broker:
        create_topics(broker.bootstrap_servers)
        producer = KafkaProducer(bootstrap_servers=broker.bootstrap_servers)
        producer.send(ACTIONS, b"theirs").get(timeout=20)
        producer.close()
        process = start(tmp_path, "--bootstrap-servers", broker.bootstrap_servers)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"topics must be empty, or the demo would mix with what they hold: {ACTIONS}" in output
    assert "--fresh" in output
