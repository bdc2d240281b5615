"""Processes of our own that a test starts, reads and kills."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self


class Process:
    """A Python process whose output goes to a file, so that a test can wait for a line.

    Parameters
    ----------
    log
        Where its output goes.
    arguments
        What comes after `python`.
    """

    def __init__(self, log: Path, *arguments: str) -> None:
        self.log = log
        with log.open("ab") as file:
            self._process = subprocess.Popen(
                [sys.executable, "-u", *arguments], stdout=file, stderr=subprocess.STDOUT
            )

    @classmethod
    def of_command(cls, log: Path, *arguments: str) -> "Process":
        """Run a `roguewatch` command."""
        return cls(log, "-m", "roguewatch.cli.main", *arguments)

    @property
    def lines(self) -> list[str]:
        """What it has said so far."""
        return self.log.read_text().splitlines()

    def wait_for(self, text: str, timeout_s: float = 15.0) -> str:
        """Return the first line with this text, once it is there."""

        def found() -> str | None:
            return next((line for line in self.lines if text in line), None)

        wait_until(lambda: found() is not None or self._process.poll() is not None, timeout_s)
        line = found()
        assert line is not None, f"{text!r} must be said; got {self.lines}"
        return line

    def kill(self) -> None:
        """Kill -9."""
        self._process.kill()
        self._process.wait()

    def stop(self, timeout_s: float = 15.0) -> int:
        """Ask it to end, and return its exit code."""
        self._process.terminate()
        return self._process.wait(timeout_s)

    def wait(self, timeout_s: float = 15.0) -> int:
        """Return the exit code of a process that ends by itself."""
        return self._process.wait(timeout_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is not None:
            return
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.kill()
            raise


def start_control(tmp_path: Path, name: str = "control") -> Process:
    """Start the control process, in mode suspend."""
    log = tmp_path / f"{name}.log"
    return Process.of_command(log, "control", "--mode", "suspend", "--no-snapshots")


def wait_until(is_true: Callable[[], bool], timeout_s: float = 15.0) -> None:
    """Return once it is true, or fail."""
    deadline = time.monotonic() + timeout_s
    while True:
        asked_at = time.monotonic()
        if is_true():
            return
        now = time.monotonic()
        assert now < deadline, f"must become true within {timeout_s} s"
        # A question that makes a client of Kafka takes from those it asks about.
        time.sleep(max(0.01, now - asked_at))
