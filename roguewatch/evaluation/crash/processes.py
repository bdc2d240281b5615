"""The processes under proof, and what is done to them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from roguewatch.evaluation.crash.options import GROUP_ID, CrashOptions

_MOST_ACCIDENTS = 5


class CrashProcesses:
    """Starts workers, control and enforcer; kills, freezes, thaws and replaces them.

    A process that ends without having been told to is remembered as an accident: the proof fails,
    whatever the results are.

    Parameters
    ----------
    options
        Where they find broker, keys and configuration.
    """

    def __init__(self, options: CrashOptions) -> None:
        self.accidents: list[str] = []
        self._options = options
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._n_started = 0

    def start_worker(self, name: str) -> None:
        """Start a worker; `name` is ours, for later."""
        options = self._options
        timeout = ("--session-timeout-ms", str(options.session_timeout_ms))
        config = ("--config", str(options.config_file), "--group-id", GROUP_ID)
        self._start(name, "worker", *config, *timeout)

    def start_control(self) -> None:
        """Start the control process; the history brings its own snapshots."""
        self._start("control", "control", "--mode", "suspend", "--no-snapshots")

    def start_enforcer(self) -> None:
        """Start an enforcer that writes a journal."""
        deny_list = ("--deny-list", str(self._options.work_dir / "denied.json"))
        self._start("enforcer", "enforcer", "--journal", str(self._options.journal), *deny_list)

    @property
    def workers(self) -> list[str]:
        """Names of the workers that run."""
        return sorted(name for name in self._running if name.startswith("worker"))

    def kill(self, name: str) -> None:
        """End it without a word, as a power cut would."""
        self._running[name].kill()
        self._running.pop(name).wait()

    def freeze(self, name: str) -> None:
        """Let it stand still without its knowing."""
        self._running[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let it go on where it stood."""
        self._running[name].send_signal(signal.SIGCONT)

    def look(self) -> None:
        """Note what ended by itself, and start it again, as a supervisor would."""
        for name, process in tuple(self._running.items()):
            if process.poll() is None:
                continue
            self.accidents.append(f"{name} ended by itself with exit code {process.returncode}")
            del self._running[name]
            if len(self.accidents) > _MOST_ACCIDENTS:
                raise RuntimeError(f"processes must go on; {self.accidents[-1]}")
            if name == "control":
                self.start_control()
            elif name == "enforcer":
                self.start_enforcer()
            else:
                self.start_worker(name)

    def stop(self, names: Sequence[str], patience_s: float = 20.0) -> None:
        """Ask them to end; a process that does not, or not well, is an accident."""
        for name in names:
            self._running[name].terminate()
        deadline = time.monotonic() + patience_s
        for name in names:
            process = self._running.pop(name)
            try:
                code = process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
            if code != 0:
                self.accidents.append(f"{name} was asked to end; exit code {code}")

    def kill_all(self) -> None:
        """Leave nothing behind."""
        for name in tuple(self._running):
            self.kill(name)

    def _start(self, name: str, command: str, *arguments: str) -> None:
        options = self._options
        self._n_started += 1
        with (options.work_dir / f"{self._n_started:02}-{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                [
                    *(sys.executable, "-m", "roguewatch.cli.main", command),
                    *("--bootstrap-servers", options.bootstrap_servers),
                    *("--keys-dir", str(options.keys_dir), "--metrics-port", "0"),
                    *arguments,
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                # Its events are from another week: an automatic stop must not wait for a person.
                env={**os.environ, "ROGUEWATCH_SUSPEND_FOR_S": "0"},
                start_new_session=True,
            )
