"""What one crash proof is run with."""

from pathlib import Path
from typing import Final

import msgspec

CONFIG: Final = """mode = "suspend"

[detectors.burst]
stage = "promoted"

[detectors.hijack]
stage = "promoted"

[detectors.high_impact]
stage = "promoted"
"""
"""The shipped detectors, all of them allowed to stop: the proof is about what follows."""

GROUP_ID: Final = "roguewatch-verify-crash"


class CrashOptions(msgspec.Struct, frozen=True):
    """Sizes, seed and places; the same seed gives the same events and the same schedule of kills.

    Parameters
    ----------
    n_events, seconds
        Events written, over at least this wall time.
    n_workers
        The second part of the run has this many, the first has one.
    n_kills, n_control_kills
        Kills of workers and of the control process.
    session_timeout_ms
        Of the workers' group; one of them is frozen for twice as long.
    work_dir
        Keys, configuration, logs and the enforcer's journal.
    """

    bootstrap_servers: str
    work_dir: Path
    seed: int = 1
    n_events: int = 200_000
    seconds: float = 120.0
    n_workers: int = 3
    n_partitions: int = 4
    n_kills: int = 10
    n_control_kills: int = 3
    session_timeout_ms: int = 6_000

    @property
    def config_file(self) -> Path:
        return self.work_dir / "detectors.toml"

    @property
    def keys_dir(self) -> Path:
        return self.work_dir / "keys"

    @property
    def journal(self) -> Path:
        return self.work_dir / "enforcer.jsonl"

    @property
    def n_blows(self) -> int:
        """Everything that is done to the processes: kills, and one freeze."""
        return self.n_kills + self.n_control_kills + 1
