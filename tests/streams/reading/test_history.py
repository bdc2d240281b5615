"""Whatever holds them, events come in time order, and nothing that is none stops the reading."""

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

from streams.reading import History


def line(event_id: str, second: int) -> bytes:
    time = f"2026-01-05T10:00:{second:02}Z"
    return json.dumps({"event_id": event_id, "time": time, "agent_id": "a", "tool": "t"}).encode()


def call(event_id: str, second: int, **identity: Any) -> dict[str, Any]:
    return {
        "eventID": event_id,
        "eventTime": f"2026-01-05T10:00:{second:02}Z",
        "eventSource": "ec2.amazonaws.com",
        "eventName": "DeleteVolume",
        "userIdentity": identity or {"type": "IAMUser", "arn": "arn:aws:iam::1:user/ci"},
    }


def trace(seq: int, second: int) -> bytes:
    time = f"2026-01-05T10:00:{second:02}Z"
    return json.dumps(
        {"ts": time, "agent_id": "x/y/z", "session_id": "s", "seq": seq, "tool": "t"}
    ).encode()


def ids(history: History) -> list[str]:
    return [event.event_id for event in history.read()]


def test_time_orders_across_files_and_position_orders_equal_times(tmp_path: Path) -> None:
    (tmp_path / "1.jsonl").write_bytes(line("c", 3) + b"\n" + line("a", 1) + b"\n" + line("b", 1))
    (tmp_path / "2.jsonl").write_bytes(line("d", 1) + b"\n" + line("e", 0))
    assert ids(History([tmp_path])) == ["e", "a", "b", "d", "c"]
    assert ids(History([tmp_path / "2.jsonl", tmp_path / "1.jsonl"])) == ["e", "d", "a", "b", "c"]


def test_each_file_speaks_its_own_format(tmp_path: Path) -> None:
    (tmp_path / "native.jsonl.gz").write_bytes(gzip.compress(line("n", 2)))
    (tmp_path / "trail.json").write_text(json.dumps({"Records": [call("c", 1)]}))
    (tmp_path / "traces.jsonl").write_bytes(trace(0, 3))
    history = History([tmp_path])
    assert ids(history) == ["c", "n", "s-0"]
    assert history.report.by_source == {"native": 1, "cloudtrail": 1, "agent-traces": 1}
    assert history.report.n_files == 3


def test_an_archive_of_packed_files(tmp_path: Path) -> None:
    path = tmp_path / "trail.tar.xz"
    with tarfile.open(path, "w:xz") as archive:
        for name, value in (
            ("x/1.json.gz", gzip.compress(json.dumps({"Records": [call("b", 2)]}).encode())),
            ("x/2.json", json.dumps({"Records": [call("a", 1)]}).encode()),
            ("LICENSE", b"text"),
        ):
            member = tarfile.TarInfo(name)
            member.size = len(value)
            archive.addfile(member, io.BytesIO(value))
    history = History([path])
    assert ids(history) == ["a", "b"]
    assert (history.report.n_files, history.report.n_ignored_files) == (2, 1)


def test_a_bad_record_is_counted_with_its_reason_and_place(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"nonsense\n" + line("a", 1) + b"\n{}\n" + line("b", 2)[:-1] + b"\n")
    history = History([path])
    assert ids(history) == ["a"]
    assert history.report.bad == {
        "limits: an event must start with '{'": 1,
        "schema: Object missing required field `event_id`": 1,
        "syntax: Input data was truncated": 1,
    }
    assert history.report.examples[0] == (
        f"{path}:1: limits: an event must start with '{{'; got b'nonsense'"
    )


def test_records_without_an_agent_are_counted_by_reason(tmp_path: Path) -> None:
    path = tmp_path / "trail.json"
    records = [call("a", 1), call("b", 2, type="Root"), call("c", 3, type="Root")]
    path.write_text(json.dumps({"Records": records}))
    history = History([path])
    assert ids(history) == ["a"]
    assert history.report.skipped == {"the root user of the account": 2}


def test_a_file_that_breaks_off_gives_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl.gz"
    whole = gzip.compress(b"\n".join(line(str(i), i % 60) for i in range(2_000)))
    path.write_bytes(whole[:-100])
    history = History([path])
    assert 0 < len(history.read()) < 2_000
    assert list(history.report.bad) == ["file: a file must be readable to its end"]


def test_a_broken_archive_is_one_bad_file(tmp_path: Path) -> None:
    path = tmp_path / "logs.tar.xz"
    path.write_bytes(b"no archive at all")
    history = History([path])
    assert history.read() == []
    assert list(history.report.bad) == ["file: a file must be readable to its end"]


def test_a_named_source_refuses_records_of_another(tmp_path: Path) -> None:
    path = tmp_path / "traces.jsonl"
    path.write_bytes(trace(0, 1))
    history = History([path], source="cloudtrail")
    assert history.read() == []
    assert sum(history.report.bad.values()) == 1


def test_what_nobody_recognises_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"hello": "world"}')
    history = History([path])
    assert history.read() == []
    assert list(history.report.bad) == [
        "source: a record must be one of native, cloudtrail, agent-traces, otel"
    ]


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "dump"
    path.write_bytes(line("a", 1))
    assert ids(History([path])) == ["a"]
    assert ids(History([tmp_path])) == []


def test_reading_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(line("a", 1))
    history = History([path])
    assert history.read() == history.read()
    assert history.report.n_events == 1


def test_reasons_a_file_makes_up_do_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\n".join(line("a", 1)[:-1] + b', "action": "%d"}' % i for i in range(1_000)))
    history = History([path], source="native")
    assert history.read() == []
    assert len(history.report.bad) <= 51
    assert sum(history.report.bad.values()) == 1_000


def test_the_shared_traces_are_read_without_a_loss(shared_data: Path) -> None:
    history = History([shared_data / "agent-traces"])
    assert len(history.read()) == 62_349
    assert history.report.bad == {}
    assert history.report.skipped == {}


def test_the_shared_trail_is_read_without_a_loss(shared_data: Path) -> None:
    history = History([shared_data / "cloudtrail"])
    n_events = len(history.read())
    assert n_events + sum(history.report.skipped.values()) == 2_900
    assert n_events > 2_700
    assert history.report.bad == {}
