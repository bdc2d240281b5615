"""A real Apache Kafka 4 from its Maven artifacts: `python -m tests.integration.kafka_broker`."""

import argparse
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from streams.embedded_broker import free_port, wait_until_answering

KAFKA_VERSION = "4.4.0"
LOG4J_VERSION = "2.25.5"
CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw"

_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>dev</groupId><artifactId>kafka-broker</artifactId><version>1</version>
<packaging>pom</packaging><dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId>
<version>{KAFKA_VERSION}</version></dependency>
<dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId>
<version>{LOG4J_VERSION}</version></dependency>
</dependencies></project>
"""

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


def kafka_jars() -> Path:
    """The folder of Kafka's jars; Maven fetches them on first use."""
    cache = os.environ.get("ROGUEWATCH_CACHE_DIR") or Path.home() / ".cache" / "roguewatch"
    jars = Path(cache) / f"kafka-{KAFKA_VERSION}"
    if jars.is_dir():
        return jars
    jars.parent.mkdir(parents=True, exist_ok=True)
    # Fetched beside, then renamed: two test runs at once both end with a whole folder.
    work = Path(tempfile.mkdtemp(dir=jars.parent))
    try:
        (work / "pom.xml").write_text(_POM)
        goal = ("dependency:copy-dependencies", "-DincludeScope=runtime")
        target = f"-DoutputDirectory={work / 'jars'}"
        subprocess.run(["mvn", "-B", "-q", "-f", work / "pom.xml", *goal, target], check=True)
        if not jars.is_dir():
            (work / "jars").rename(jars)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return jars


class KafkaBroker:
    """One Apache Kafka node (KRaft, broker and controller in one), its data in a folder.

    Parameters
    ----------
    port
        Port on 127.0.0.1; None picks a free one.
    directory
        Where it keeps its data; None makes a folder that `stop` removes.
    """

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

    def server_properties(self) -> str:
        """Give its `server.properties`."""
        return _SERVER.format(
            port=self.port, controller=self._controller_port, directory=self.directory
        )

    def _java(self, main: str, *arguments: str) -> list[str]:
        settings = self.directory / "log4j2.properties"
        options = ("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        logs = (f"-Dlog4j2.configurationFile={settings}", f"-Dkafka.log={self.directory}/kafka.log")
        return ["java", *options, *logs, "-cp", f"{kafka_jars()}/*", main, *arguments]

    def start(self) -> None:
        """Format the folder when it is new, start the node, wait until it answers."""
        self.directory.mkdir(parents=True, exist_ok=True)
        properties = self.directory / "server.properties"
        properties.write_text(self.server_properties())
        (self.directory / "log4j2.properties").write_text(_LOGGING)
        with (self.directory / "console.log").open("ab") as console:
            if not (self.directory / "data" / "meta.properties").exists():
                arguments = (
                    "format",
                    "-t",
                    CLUSTER_ID,
                    "-c",
                    str(properties),
                    *self.format_arguments,
                )
                command = self._java("kafka.tools.StorageTool", *arguments)
                subprocess.run(command, check=True, stdout=console, stderr=console)
            self._process = subprocess.Popen(
                self._java("kafka.Kafka", str(properties)),
                stdout=console,
                stderr=console,
                start_new_session=True,
            )
        wait_until_answering(self._process, self.answering_port, timeout_s=60.0)

    def kill(self) -> None:
        """Kill the node as a power cut would; `start` brings it back on the same folder."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Stop the node and remove a folder that this object made."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=15.0)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None
        if self._is_temporary:
            shutil.rmtree(self.directory, ignore_errors=True)

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
