"""Kafka clients that wait for a broker without leaving anything behind when there is none."""

import socket
import time
from collections.abc import Callable
from typing import Any, TypeVar

from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import KafkaError

from ._options import Options

_Client = TypeVar("_Client", KafkaConsumer, KafkaProducer)
_RETRY_S = 0.1
_COMMON: dict[str, Any] = {
    # A broker that is back is noticed within a second, also after a long absence.
    "reconnect_backoff_max_ms": 1_000,
    "bootstrap_timeout_ms": 5_000,
    "allow_auto_create_topics": False,
    "metrics_enabled": False,
}


def wait_until_reachable(bootstrap_servers: str, is_over: Callable[[], bool]) -> bool:
    """Return True once one of the servers accepts a connection, False when it is over.

    The constructors of kafka-python 3.0 wait seconds for a broker that is away, so they are called
    only when somebody answers.
    """
    while not is_over():
        if any(_accepts(server) for server in bootstrap_servers.split(",")):
            return True
        time.sleep(_RETRY_S)
    return False


def make_producer(options: Options) -> KafkaProducer:
    """Make a producer that sends at once and keeps the order, also over an outage.

    One request in flight keeps the order without an idempotent producer id, which not every broker
    gives; a repeated event is recognised by its id.
    """
    return _made(
        KafkaProducer,
        bootstrap_servers=options.bootstrap_servers.split(","),
        acks="all",
        enable_idempotence=False,
        max_in_flight_requests_per_connection=1,
        linger_ms=0,
        max_block_ms=2_000,
        # Memory is bounded by the emitter, not by the client; until then, an outage may last.
        delivery_timeout_ms=3_600_000,
        **(_COMMON | dict(options.kafka)),
    )


def make_consumer(options: Options) -> KafkaConsumer:
    """Make a consumer of no group, for partitions assigned by hand."""
    return _made(
        KafkaConsumer,
        bootstrap_servers=options.bootstrap_servers.split(","),
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=options.fetch_max_wait_ms,
        **(_COMMON | dict(options.kafka)),
    )


def _made(kind: type[_Client], **settings: Any) -> _Client:
    """Make a client; what a constructor that fails has begun (a thread, sockets) is ended.

    A refused password would else leave a thread behind at every try, in somebody's agent.
    """
    begun = []

    def begin(**configs: Any) -> Any:
        begun.append(kind.DEFAULT_CONFIG["kafka_client"](**configs))
        return begun[-1]

    try:
        return kind(kafka_client=begin, **settings)
    except KafkaError:
        for network in begun:
            network.close()
        raise


def _accepts(server: str) -> bool:
    host, _, port = server.strip().rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=1.0):
            return True
    except (OSError, ValueError):
        return False
