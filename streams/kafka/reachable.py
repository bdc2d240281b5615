"""Whether Kafka answers and takes us in: a plain answer before a client tries."""

import asyncio
import socket
import ssl
import struct
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from .security import client_settings

_API_VERSIONS, _CORRELATION = 18, 1
_QUESTION = struct.pack(">hhihc", _API_VERSIONS, 0, _CORRELATION, 1, b"x")
_ANSWER = struct.Struct(">ii")


def check_reachable(bootstrap_servers: str, timeout_s: float = 5.0) -> None:
    """Raise `ConnectionError` unless one of the brokers answers, and takes us in.

    The clients themselves try for half a minute, say little, and leave sockets open.

    Examples
    --------
    >>> check_reachable("127.0.0.1:1")
    Traceback (most recent call last):
        ...
    ConnectionError: Kafka must answer at 127.0.0.1:1; got Connection refused
    """
    settings, reason = client_settings(), "no address"
    for server in bootstrap_servers.split(","):
        host, _, port = server.strip().rpartition(":")
        try:
            address = (host.strip("[]"), int(port))
            if settings:
                # A TLS or SASL listener answers nobody in clear.
                socket.create_connection(address, timeout=timeout_s).close()
                with ThreadPoolExecutor(1) as thread:  # Our callers may be in an event loop.
                    thread.submit(asyncio.run, _greet(*address, 3 * timeout_s, settings)).result()
            else:
                ask(*address, timeout_s)
            return
        except OSError as error:
            reason = error.strerror or str(error)
        except (ValueError, OverflowError):
            reason = f"no port in {server!r}"
    raise ConnectionError(f"Kafka must answer at {bootstrap_servers}; got {reason}")


def ask(host: str, port: int, timeout_s: float) -> None:
    """Ask a broker which requests it knows; raise `OSError` where none answers.

    Who listens and is no broker, a web server or a port that wants TLS, would otherwise cost each
    client its whole time-out and end in a traceback.
    """
    with socket.create_connection((host, port), timeout=timeout_s) as connection:
        connection.sendall(struct.pack(">i", len(_QUESTION)) + _QUESTION)
        try:
            answer = connection.recv(_ANSWER.size, socket.MSG_WAITALL)
        except TimeoutError:
            raise TimeoutError(f"no answer in {timeout_s:g} s from who listens there") from None
    if len(answer) < _ANSWER.size or _ANSWER.unpack(answer)[1] != _CORRELATION:
        raise ConnectionError(
            "an answer that is not Kafka's: see ROGUEWATCH_KAFKA_SECURITY_PROTOCOL"
        )


async def _greet(host: str, port: int, timeout_s: float, settings: dict[str, Any]) -> None:
    """Open a connection as our clients do, with encryption and account; else `ConnectionError`."""
    from aiokafka.conn import create_conn
    from aiokafka.errors import KafkaError

    try:
        async with asyncio.timeout(timeout_s):
            connection = await create_conn(host, port, **settings)
    except TimeoutError:
        raise ConnectionError(f"no answer in {timeout_s:g} s from who listens there") from None
    except ssl.SSLError as error:
        raise ConnectionError(f"{error} (ROGUEWATCH_KAFKA_CA_FILE says whom to trust)") from None
    except (KafkaError, OSError) as error:
        raise ConnectionError(str(error) or repr(error)) from None
    finally:
        # What the client closes after a refusal is closed in the loop's next rounds.
        await asyncio.sleep(0.05)
    if (closed := connection.close()) is not None:
        await asyncio.wait([closed], timeout=1.0)
