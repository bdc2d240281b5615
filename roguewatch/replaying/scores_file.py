"""Every event's scores, one line each, for whoever tunes detectors."""

import gzip
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

import msgspec

from detectors import Score
from streams.assessing.assessment import Assessment
from streams.events import ActionEvent


class ScoresFile:
    r"""A file of JSON lines: event_id, agent_id, time, risk and the score of each detector.

    A detector that abstained has null. A file whose name ends in .gz is packed.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> event = msgspec.convert(
    ...     {"event_id": "e1", "time": "2026-01-05T10:00:00Z", "agent_id": "a", "tool": "t"},
    ...     ActionEvent,
    ... )
    >>> with TemporaryDirectory() as folder:
    ...     with ScoresFile(Path(folder) / "scores.jsonl") as scores:
    ...         scores.write(event, Assessment("default/a", "e1", 7.0, 0, [None], asked=("burst",)))
    ...     (Path(folder) / "scores.jsonl").read_text()
    '{"event_id":"e1","agent_id":"a","time":7.0,"risk":0,"scores":{"burst":null}}\n'
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._encode = msgspec.json.Encoder(enc_hook=Score.to_dict).encode
        self._open_files = ExitStack()

    def __enter__(self) -> Self:
        raw = self._open_files.enter_context(self.path.open("wb"))
        self._file: IO[bytes] = raw
        if self.path.suffix == ".gz":
            # Without a time of its own the same scores give the same bytes.
            packed = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0)
            self._file = cast(IO[bytes], self._open_files.enter_context(packed))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open_files.close()

    def write(self, event: ActionEvent, assessment: Assessment) -> None:
        """Write the line of one event."""
        line = {
            "event_id": event.event_id,
            "agent_id": event.agent_id,
            "time": assessment.time,
            "risk": assessment.risk,
            "scores": assessment.scores,
        }
        self._file.write(self._encode(line) + b"\n")
