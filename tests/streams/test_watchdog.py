"""A worker that stands still ends, and one that has nothing to do does not."""

import subprocess
import sys

import pytest

from streams.watchdog import EXIT_STALLED, Watchdog


@pytest.mark.parametrize(
    ("lag", "idle_s", "is_stopped"), [(1, 61.0, True), (0, 9_999.0, False), (5, 59.0, False)]
)
def test_it_needs_both_work_and_idleness(lag: int, idle_s: float, is_stopped: bool) -> None:
    stopped: list[bool] = []
    dog = Watchdog(
        lag=lambda: lag,
        progressed_at=lambda: 100.0,
        clock=lambda: 100.0 + idle_s,
        stop_process=lambda: stopped.append(True),
    )
    dog.look()
    assert bool(stopped) == is_stopped


def test_a_process_whose_loop_hangs_ends_with_its_own_exit_code() -> None:
    code = (
        "import time; from streams.watchdog import Watchdog\n"
        "Watchdog(lambda: 1, lambda: time.monotonic() - 61.0).start()\n"
        "while True: pass"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=20).returncode == EXIT_STALLED
