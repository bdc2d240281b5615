"""A real Apache Kafka 4 from its Maven artifacts: `python -m tests.integration.kafka_broker`."""

import argparse
import functools
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, ClassVar, Self

from streams.embedded_broker import free_port, wait_until_answering

from .kafka_jars import KAFKA_VERSION, class_archive, kafka_jars

CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw"

_SERVER = """process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs={directory}/data
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
log.cleaner.dedupe.buffer.size=16777216
"""

_LOGGING = """status=error
appender.f.type=File
appender.f.name=F
appender.f.fileName=${sys:kafka.log}
appender.f.layout.type=PatternLayout
appender.f.layout.pattern=%d %p %c{1} %m%n
rootLogger.level=warn
rootLogger.appenderRef.f.ref=F
"""


class KafkaBroker:
    """One Apache Kafka node (KRaft, broker and controller in one), its data in a folder.

    Parameters
    ----------
    port
        Port on 127.0.0.1; None picks a free one.
    directory
        Where it keeps its data; None makes a folder that `stop` removes.
    """

    _formatted: ClassVar[dict[tuple[str, ...], dict[str, bytes]]] = {}
    """What the formatting tool wrote for these arguments: it takes as long as the node's start."""

    def __init__(self, port: int | None = None, directory: Path | None = None) -> None:
        self.port = free_port() if port is None else port
        self.directory = directory or Path(tempfile.mkdtemp(prefix="roguewatch-kafka-"))
        self._is_temporary = directory is None
        self._controller_port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap_servers(self) -> str:
        """Where clients connect."""
        return f"127.0.0.1:{self.port}"

    @property
    def answering_port(self) -> int:
        """Where it can be asked in clear whether it is up."""
        return self.port

    @property
    def format_arguments(self) -> tuple[str, ...]:
        """More arguments for the tool that formats its folder."""
        return ()

    @property
    def class_option(self) -> str:
        """What the JVM is told about the classes that an earlier node has loaded."""
        return f"-XX:SharedArchiveFile={shared_classes()}"

    def server_properties(self) -> str:
        """Give its `server.properties`."""
        return _SERVER.format(
            port=self.port, controller=self._controller_port, directory=self.directory
        )

    def _java(self, *arguments: str) -> list[str]:
        settings = self.directory / "log4j2.properties"
        options = ("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        logs = (f"-Dlog4j2.configurationFile={settings}", f"-Dkafka.log={self.directory}/kafka.log")
        return ["java", *options, *logs, "-cp", f"{kafka_jars()}/*", *arguments]

    def start(self) -> None:
        """Format the folder when it is new, start the node, wait until it answers."""
        self.directory.mkdir(parents=True, exist_ok=True)
        properties = self.directory / "server.properties"
        properties.write_text(self.server_properties())
        (self.directory / "log4j2.properties").write_text(_LOGGING)
        with (self.directory / "console.log").open("ab") as console:
            if not (self.directory / "data" / "meta.properties").exists():
                self._format(properties, console)
            self._process = subprocess.Popen(
                self._java(self.class_option, "kafka.Kafka", str(properties)),
                stdout=console,
                stderr=console,
                start_new_session=True,
            )
        wait_until_answering(self._process, self.answering_port, timeout_s=60.0)

    def _format(self, properties: Path, console: IO[bytes]) -> None:
        data, more = self.directory / "data", self.format_arguments
        if more not in self._formatted:
            arguments = ("format", "-t", CLUSTER_ID, "-c", str(properties), *more)
            command = self._java("kafka.tools.StorageTool", *arguments)
            subprocess.run(command, check=True, stdout=console, stderr=console)
            files = [path for path in data.rglob("*") if path.is_file()]
            self._formatted[more] = {str(p.relative_to(data)): p.read_bytes() for p in files}
        for name, content in self._formatted[more].items():
            (data / name).parent.mkdir(parents=True, exist_ok=True)
            (data / name).write_bytes(content)

    def kill(self) -> None:
        """Kill the node as a power cut would; `start` brings it back on the same folder."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Stop the node and remove a folder that this object made."""
        if self._is_temporary:
            # Nobody will read what it would write on its way out.
            self.kill()
            shutil.rmtree(self.directory, ignore_errors=True)
        elif self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=60.0)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class RecordingKafka(KafkaBroker):
    """A node that writes down, when it ends, which classes it has loaded, for nodes to come."""

    def __init__(self, directory: Path, archive: Path) -> None:
        super().__init__(directory=directory)
        self._archive = archive

    @property
    def class_option(self) -> str:
        return f"-XX:ArchiveClassesAtExit={self._archive}"


@functools.cache
def shared_classes() -> Path:
    """The archive of a node's classes, made on first use: with it a node starts twice as fast."""
    archive = class_archive()
    if not archive.exists():
        with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
            made = Path(folder) / archive.name
            with RecordingKafka(Path(folder) / "node", made):
                pass
            if made.exists():
                made.rename(archive)
    return archive


def main() -> None:
    """Run one node in the foreground until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=9092)
    parser.add_argument("--directory", type=Path, default=None)
    arguments = parser.parse_args()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)
    with KafkaBroker(arguments.port, arguments.directory) as broker:
        print(f"Apache Kafka {KAFKA_VERSION} on {broker.bootstrap_servers}", flush=True)
        try:
            while True:
                signal.pause()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
