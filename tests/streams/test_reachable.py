"""One broker that listens is enough; none is a message."""

import socket

import pytest

from streams.reachable import check_reachable


def test_one_of_several_is_enough() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        check_reachable(f"127.0.0.1:1,127.0.0.1:{server.getsockname()[1]}")


@pytest.mark.parametrize("servers", ["127.0.0.1:1", "localhost", "127.0.0.1:http", ""])
def test_nobody_is_an_error_that_names_the_address(servers: str) -> None:
    with pytest.raises(ConnectionError, match=f"Kafka must answer at {servers}"):
        check_reachable(servers)
