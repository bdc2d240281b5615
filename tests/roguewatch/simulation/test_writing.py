"""A history on disk is native JSONL, byte for byte the same for the same seed."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from roguewatch.simulation import Fleet
from roguewatch.simulation.writing import write_jsonl
from streams.decoding import decode_event

FLEET = Fleet(1, 5, datetime(2026, 1, 5, tzinfo=UTC), 1)
EVENTS = list(FLEET.events())


def test_each_line_is_one_event(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    assert write_jsonl(EVENTS, path) == len(EVENTS)
    assert [decode_event(line) for line in path.read_bytes().splitlines()] == EVENTS


def test_gzip_by_name_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, again = tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl.gz"
    write_jsonl(EVENTS, first)
    write_jsonl(EVENTS, again)
    assert first.read_bytes() == again.read_bytes()
    assert len(gzip.decompress(first.read_bytes()).splitlines()) == len(EVENTS)


def test_without_a_path_it_goes_to_standard_output(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    write_jsonl(EVENTS[:2], None)
    assert len(capfdbinary.readouterr().out.splitlines()) == 2
