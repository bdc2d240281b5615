"""The processes of the demo: each with its own log, all ended together."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from .process_died import ProcessDied

STOP_WAIT_S = 8.0


class Processes:
    """Starts Python processes in sessions of their own, so that Ctrl-C reaches only us.

    Parameters
    ----------
    log_dir
        One `<name>.log` each.
    environment
        Added to ours.
    """

    def __init__(self, log_dir: Path, environment: Mapping[str, str]) -> None:
        self.log_dir = log_dir
        self.environment = {**os.environ, **environment}
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        """Run `python ARGUMENTS`; what it writes goes to its log."""
        with self.log_path(name).open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                start_new_session=True,
            )
        self.running[name] = process
        return process

    def log_path(self, name: str) -> Path:
        return self.log_dir / f"{name}.log"

    def last_lines(self, name: str, n_lines: int = 15) -> str:
        """Return the end of a log."""
        path = self.log_path(name)
        text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        return "\n".join(text.splitlines()[-n_lines:])

    def check(self, *names: str) -> None:
        """Raise `ProcessDied` if one of these no longer runs."""
        for name in names:
            exit_code = self.running[name].poll()
            if exit_code is not None:
                raise ProcessDied(name, exit_code, self.last_lines(name))

    def stop_all(self) -> None:
        """Ask all to end, the last started first, and end those that do not."""
        for process in reversed(self.running.values()):
            if process.stdin is not None:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.close()
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_WAIT_S
        for process in self.running.values():
            try:
                process.wait(timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop_all()
