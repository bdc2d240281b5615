"""Whether anybody listens where the brokers should be: a plain answer before a client tries."""

import socket


def check_reachable(bootstrap_servers: str, timeout_s: float = 5.0) -> None:
    """Raise `ConnectionError` unless one of the brokers takes a connection.

    The clients themselves try for half a minute, say little, and leave sockets open.

    Examples
    --------
    >>> check_reachable("127.0.0.1:1")
    Traceback (most recent call last):
        ...
    ConnectionError: Kafka must answer at 127.0.0.1:1; got Connection refused
    """
    reason = "no address"
    for server in bootstrap_servers.split(","):
        host, _, port = server.strip().rpartition(":")
        try:
            address = (host.strip("[]"), int(port))
            socket.create_connection(address, timeout=timeout_s).close()
            return
        except OSError as error:
            reason = error.strerror or str(error)
        except ValueError:
            reason = f"no port in {server!r}"
    raise ConnectionError(f"Kafka must answer at {bootstrap_servers}; got {reason}")
