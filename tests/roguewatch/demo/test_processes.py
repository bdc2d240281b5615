"""No process of the demo outlives it."""

import time
from pathlib import Path

import pytest

from roguewatch.demo import processes as module
from roguewatch.demo.process_died import ProcessDied
from roguewatch.demo.processes import Processes

SLEEP = ["-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    " print('up', flush=True); time.sleep(60)",
]


def wait_until_up(processes: Processes, name: str) -> None:
    deadline = time.monotonic() + 20
    while "up" not in processes.last_lines(name):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_all_are_ended_at_the_end(tmp_path: Path) -> None:
    with Processes(tmp_path, {}) as processes:
        process = processes.start("sleeper", SLEEP)
        wait_until_up(processes, "sleeper")
        processes.check("sleeper")
    assert process.poll() is not None


def test_also_one_that_does_not_listen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STOP_WAIT_S", 0.2)
    with Processes(tmp_path, {}) as processes:
        process = processes.start("stubborn", STUBBORN)
        wait_until_up(processes, "stubborn")
    assert process.poll() == -9


def test_also_when_something_goes_wrong(tmp_path: Path) -> None:
    processes = Processes(tmp_path, {})

    def fail() -> None:
        with processes:
            processes.start("sleeper", SLEEP)
            raise KeyError("anything")

    with pytest.raises(KeyError, match="anything"):
        fail()
    assert processes.running["sleeper"].poll() is not None


def test_one_that_died_is_reported_with_its_last_words(tmp_path: Path) -> None:
    with Processes(tmp_path, {"GREETING": "farewell"}) as processes:
        script = "import os, sys; print(os.environ['GREETING']); sys.exit(3)"
        processes.start("mortal", ["-c", script]).wait()
        with pytest.raises(ProcessDied, match="mortal must keep running; it exited 3") as died:
            processes.check("mortal")
    assert died.value.output == "farewell"
