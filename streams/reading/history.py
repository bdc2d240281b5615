"""Every event of some files, folders and archives, in time order."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from streams.bad_event import BadEvent
from streams.events import ActionEvent
from streams.sources import SOURCES, Skipped, Source
from streams.sources.fields import parse_record

from .members import UNREADABLE, archived, files, inflated, is_archive, is_log, open_file
from .records import records
from .report import Report

AUTO = "auto"


class History:
    """Recorded events: native JSON lines, CloudTrail files, agent traces; plain or compressed.

    Sorted by time across all files; among equal times the order of the files, then of the lines,
    decides, so that two runs see one order. What cannot be read is counted with its reason in
    `report` and never stops the reading. All events are held in memory, about 1 kB each.

    Parameters
    ----------
    paths
        Files, folders and tar archives. A folder's files count when their name says JSON.
    source
        A source's name, or ``auto``: each file's first record that a source recognises decides.

    Examples
    --------
    >>> History([Path("no-such-file")], source="syslog")
    Traceback (most recent call last):
        ...
    ValueError: source must be one of auto, native, cloudtrail, agent-traces; got 'syslog'
    """

    def __init__(self, paths: Iterable[Path], source: str = AUTO) -> None:
        names = (AUTO, *(x.name for x in SOURCES))
        if source not in names:
            raise ValueError(f"source must be one of {', '.join(names)}; got {source!r}")
        self.paths = tuple(paths)
        self.source = source
        self.report = Report()

    def read(self) -> list[ActionEvent]:
        """Read everything once more, in time order."""
        return sorted(self.unsorted(), key=lambda event: event.timestamp)

    def unsorted(self) -> Iterator[ActionEvent]:
        """Read everything once more, as it comes."""
        self.report = Report()
        given = {path for path in self.paths if not path.is_dir()}
        for path in files(self.paths):
            if is_archive(path.name):
                yield from self._read_archive(path)
            elif path in given or is_log(path.name):
                yield from self._read_file(path)
            else:
                self.report.n_ignored_files += 1

    def _read_archive(self, path: Path) -> Iterator[ActionEvent]:
        try:
            for name, stream in archived(path):
                if stream is None:
                    self.report.n_ignored_files += 1
                    continue
                yield from self._map(f"{path}:{name}", records(inflated(stream)))
        except UNREADABLE as error:
            self._add_unreadable(str(path), error)

    def _read_file(self, path: Path) -> Iterator[ActionEvent]:
        try:
            with open_file(path) as stream:
                yield from self._map(str(path), records(stream))
        except UNREADABLE as error:
            self._add_unreadable(str(path), error)

    def _map(
        self, place: str, found: Iterable[tuple[int, bytes | BadEvent]]
    ) -> Iterator[ActionEvent]:
        self.report.n_files += 1
        source = next((x for x in SOURCES if x.name == self.source), None)
        for number, record in found:
            try:
                if isinstance(record, BadEvent):
                    raise record
                if source is None:
                    source = _recognise(record)
                event = source.map_one(record)
            except BadEvent as error:
                self.report.add_bad(f"{place}:{number}", error)
                continue
            if isinstance(event, Skipped):
                self.report.add_skipped(event.reason)
                continue
            self.report.add_event(source.name)
            yield event

    def _add_unreadable(self, place: str, error: Exception) -> None:
        self.report.add_bad(
            place, BadEvent("file", f"a file must be readable to its end; got {error!r}")
        )


def _recognise(record: bytes) -> Source:
    parsed = parse_record(record)
    for source in SOURCES:
        if source.recognises(parsed):
            return source
    names = ", ".join(x.name for x in SOURCES)
    raise BadEvent("source", f"a record must be one of {names}; got fields {sorted(parsed)[:8]}")
