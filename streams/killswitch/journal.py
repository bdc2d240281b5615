"""What an enforcer did, line by line: for people, and for the proof that all happened once."""

from collections import Counter
from pathlib import Path

import msgspec

from alerts.command import Command


class Line(msgspec.Struct, frozen=True):
    """One answer to one command; `n_applied` is how often it has been applied so far."""

    time: float
    subject: str
    cmd_id: str
    epoch: int
    sequence: int
    action: str
    result: str
    detail: str
    n_applied: int


class Journal:
    """Counts applications per command, and writes each answer to a file if it has one.

    Parameters
    ----------
    path
        JSON lines are appended here; None only counts.

    Examples
    --------
    >>> Journal().n_applied("c1")
    0
    """

    def __init__(self, path: Path | None = None) -> None:
        self.n_by_result: Counter[str] = Counter()
        self._applied: Counter[str] = Counter()
        self._file = None if path is None else path.open("ab", buffering=0)

    def n_applied(self, cmd_id: str) -> int:
        """How often this command was applied by this process."""
        return self._applied[cmd_id]

    def write(self, command: Command, result: str, detail: str, time: float) -> None:
        """Note one answer."""
        self.n_by_result[result] += 1
        if result == "applied":
            self._applied[command.cmd_id] += 1
        if self._file is None:
            return
        line = Line(
            time=time,
            subject=command.key,
            cmd_id=command.cmd_id,
            epoch=command.epoch,
            sequence=command.sequence,
            action=command.action,
            result=result,
            detail=detail,
            n_applied=self._applied[command.cmd_id],
        )
        self._file.write(msgspec.json.encode(line) + b"\n")

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()


def read_journal(path: Path) -> list[Line]:
    """Read the lines of a journal.

    Examples
    --------
    >>> read_journal(Path("/dev/null"))
    []
    """
    decoder = msgspec.json.Decoder(Line)
    return [decoder.decode(line) for line in path.read_bytes().splitlines()]
