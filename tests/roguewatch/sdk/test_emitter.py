"""Without Kafka the agent goes on, and what is lost is counted."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from roguewatch.sdk._emitter import Emitter
from roguewatch.sdk._options import Options
from streams.embedded_broker import free_port


@pytest.fixture
def emitter() -> Iterator[Emitter]:
    """Return an emitter of three events, whose Kafka is away."""
    servers = f"127.0.0.1:{free_port()}"
    options = Options(bootstrap_servers=servers, keys_dir=Path(), tenant="default")
    made = Emitter(options, capacity=3)
    yield made
    made.close(0.0)


def test_the_newest_is_dropped_and_counted_when_the_buffer_is_full(emitter: Emitter) -> None:
    assert [emitter.emit("t", b"k", b"v") for _ in range(5)] == [True] * 3 + [False] * 2
    assert (emitter.n_waiting, emitter.n_dropped) == (3, 2)


def test_emitting_does_not_wait_for_kafka(emitter: Emitter) -> None:
    start = time.monotonic()
    for _ in range(10_000):
        emitter.emit("t", b"k", b"v")
    assert time.monotonic() - start < 1.0


def test_an_acknowledgement_finds_room_when_events_have_none(emitter: Emitter) -> None:
    for _ in range(5):
        emitter.emit("t", b"k", b"v")
    assert emitter.emit("acks", b"k", b"v", is_urgent=True)


def test_closing_keeps_its_deadline_and_counts_what_did_not_go_out(
    emitter: Emitter, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        emitter.emit("t", b"k", b"v")
    start = time.monotonic()
    emitter.close(0.3)
    assert time.monotonic() - start < 2.0
    assert emitter.n_dropped == 3
    assert not emitter.emit("t", b"k", b"v")
    assert "events are lost: Kafka did not take them in time" in caplog.text


def test_flush_says_that_it_did_not_succeed(emitter: Emitter) -> None:
    emitter.emit("t", b"k", b"v")
    assert not emitter.flush(0.05)


def test_capacity_must_be_at_least_one() -> None:
    options = Options(bootstrap_servers="127.0.0.1:1", keys_dir=Path(), tenant="default")
    with pytest.raises(ValueError, match="capacity must be at least 1; got 0"):
        Emitter(options, capacity=0)
