"""What we know of Faust 0.15.3 and why the firehose is not one of its agents.

If one of these fails after an upgrade, the design's reasons have changed: read DESIGN again.
"""

import importlib
import inspect
from typing import Any

import faust
import pytest
from faust.transport.conductor import Conductor
from faust.transport.drivers.aiokafka import Consumer
from faust.types import TP

PLACE = TP("agent-actions", 0)
# Faust's own dependency, without types.
interval_tree: Any = importlib.import_module("intervaltree").IntervalTree


def consumer(committed: int | None, acked: list[int]) -> Any:
    """A consumer that knows what is committed and what is acknowledged, and no broker."""
    bare: Any = Consumer.__new__(Consumer)
    bare._committed_offset = {PLACE: committed}
    bare._acked = {PLACE: list(acked)}
    bare._acked_index = {PLACE: set(acked)}
    bare._gap = {PLACE: interval_tree()}
    return bare


def test_the_version_is_the_one_that_was_looked_at() -> None:
    assert faust.__version__ == "0.15.3"


@pytest.mark.parametrize(
    ("committed", "acked", "new_offset", "lost"),
    [(100, [101, 102, 103], 104, 100), (None, [50, 51], 52, 0), (0, [50, 51], 52, 0)],
)
def test_it_commits_past_messages_in_flight(
    committed: int | None, acked: list[int], new_offset: int, lost: int
) -> None:
    """`lost` is still being worked on; after a crash nobody reads it again."""
    assert lost not in acked
    assert consumer(committed, acked)._new_offset(PLACE) == new_offset


async def test_a_gap_takes_the_message_after_it_in() -> None:
    """The message that has just arrived counts as done before anybody has seen it."""
    bare = consumer(10, [])
    arrived = 13
    await bare._add_gap(PLACE, 11, arrived)
    assert bare._gap[PLACE].overlaps(arrived)


def test_a_batch_is_acknowledged_when_its_handler_raised() -> None:
    """The acknowledgement stands in `finally`."""
    source = inspect.getsource(faust.Stream.take)
    assert "finally" in source
    assert "ack" in source[source.index("finally") :]


def test_a_record_that_does_not_decode_is_acknowledged_and_thrown_at_the_agent() -> None:
    source = inspect.getsource(inspect.getmodule(Conductor) or Conductor)
    handling = source[source.index("except ValueDecodeError") :]
    assert handling.index("message.ack(") < handling.index("on_value_decode_error(")


def test_an_app_of_services_needs_no_consumer() -> None:
    """`producer_only` starts neither group consumer nor tables; ours bring their own clients."""
    assert faust.App.producer_only is False
    source = inspect.getsource(faust.app.base.BootStrategy.producer_only)
    assert "kafka_producer" in source
    assert "consumer" not in source
