"""Every event of some files, folders and archives, in time order."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from streams.bad_event import BadEvent
from streams.events import ActionEvent
from streams.sources import SOURCES, Otel, Skipped, Source
from streams.sources.base import Found, Reading, start
from streams.sources.fields import parse_record
from streams.sources.otel_protobuf import starts_like_protobuf

from .members import UNREADABLE, archived, files, inflated, is_archive, is_log, open_file
from .otlp import IS_JSON
from .records import records
from .report import Report
from .strays import strays

AUTO = "auto"


class History:
    """Recorded events: native JSON lines, CloudTrail, agent traces, OpenTelemetry; also compressed.

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
    ValueError: source must be one of auto, native, cloudtrail, agent-traces, otel; got 'syslog'
    """

    def __init__(self, paths: Iterable[Path], source: str = AUTO) -> None:
        names = (AUTO, *(x.name for x in SOURCES))
        if source not in names:
            raise ValueError(f"source must be one of {', '.join(names)}; got {source!r}")
        self.paths = tuple(paths)
        self.source = source
        self.report = Report()
        self._readings: dict[str, Reading] = {}

    def read(self) -> list[ActionEvent]:
        """Read everything once more, in time order, without what lies far from all the rest."""
        events = sorted(self.unsorted(), key=lambda event: event.timestamp)
        n_first, n_last = strays(events)
        for event in (*events[:n_first], *events[len(events) - n_last :]):
            self.report.add_stray(event.event_id, event.time.isoformat())
        return events[n_first : len(events) - n_last]

    def unsorted(self) -> Iterator[ActionEvent]:
        """Read everything once more, as it comes."""
        self.report = Report()
        self._readings = {}
        given = {path for path in self.paths if not path.is_dir()}
        for path in files(self.paths):
            if is_archive(path.name):
                yield from self._read_archive(path)
            elif path in given or is_log(path.name):
                yield from self._read_file(path)
            else:
                self.report.n_ignored_files += 1
        # The parts of one call may stand in several files.
        for name, reading in self._readings.items():
            yield from self._counted("the end", name, reading.finish())

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
            at = f"{place}:{number}"
            try:
                if isinstance(record, BadEvent):
                    raise record
                if source is None:
                    source = _recognise(record)
            except BadEvent as error:
                self.report.add_bad(at, error)
                continue
            reading = self._readings.get(source.name)
            if reading is None:
                reading = self._readings[source.name] = start(source)
            yield from self._counted(at, source.name, reading.add(record))

    def _counted(self, place: str, source: str, found: Iterable[Found]) -> Iterator[ActionEvent]:
        for one in found:
            if isinstance(one, BadEvent):
                self.report.add_bad(place, one)
            elif isinstance(one, Skipped):
                self.report.add_skipped(one)
            else:
                self.report.add_event(source)
                yield one

    def _add_unreadable(self, place: str, error: Exception) -> None:
        self.report.add_bad(
            place, BadEvent("file", f"a file must be readable to its end; got {error!r}")
        )


def _recognise(record: bytes) -> Source:
    if starts_like_protobuf(record) or IS_JSON.match(record) is not None:
        return next(source for source in SOURCES if isinstance(source, Otel))
    parsed = parse_record(record)
    for source in SOURCES:
        if source.recognises(parsed):
            return source
    names = ", ".join(x.name for x in SOURCES)
    raise BadEvent("source", f"a record must be one of {names}; got fields {sorted(parsed)[:8]}")
