"""One broker that answers is enough; none is a message, and so is somebody else's answer."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from streams.embedded_broker import EmbeddedBroker
from streams.kafka.reachable import check_reachable


@contextmanager
def somebody(answer: bytes | None) -> Iterator[str]:
    """Who listens, says this to whoever connects, and hangs up; None: says nothing, and stays."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1_000)
                if answer is not None:
                    connection.sendall(answer)
                else:
                    connection.recv(1)

        thread = threading.Thread(target=speak)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def test_one_of_several_is_enough() -> None:
    with EmbeddedBroker() as broker:
        check_reachable(f"127.0.0.1:1,{broker.bootstrap_servers}")


@pytest.mark.parametrize(
    "servers", ["127.0.0.1:1", "localhost", "127.0.0.1:http", "127.0.0.1:70000", ""]
)
def test_nobody_is_an_error_that_names_the_address(servers: str) -> None:
    with pytest.raises(ConnectionError, match=f"Kafka must answer at {servers}"):
        check_reachable(servers)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x15\x03\x03"])
def test_who_is_no_broker_is_not_taken_for_one(answer: bytes) -> None:
    with somebody(answer) as place, pytest.raises(ConnectionError, match="not Kafka's"):
        check_reachable(place)


def test_who_says_nothing_is_not_waited_for_long() -> None:
    with somebody(None) as place, pytest.raises(ConnectionError, match=r"no answer in 0.2 s"):
        check_reachable(place, timeout_s=0.2)
