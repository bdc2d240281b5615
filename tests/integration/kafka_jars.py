"""Where Kafka's jars lie, and what is kept beside them."""

import os
import shutil
import subprocess
import tempfile
import zlib
from pathlib import Path

KAFKA_VERSION = "4.4.0"
LOG4J_VERSION = "2.25.5"

_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>dev</groupId><artifactId>kafka-broker</artifactId><version>1</version>
<packaging>pom</packaging><dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId>
<version>{KAFKA_VERSION}</version></dependency>
<dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId>
<version>{LOG4J_VERSION}</version></dependency>
</dependencies></project>
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


def class_archive() -> Path:
    """The archive of the classes that a node loads, for this very Java alone."""
    said = subprocess.run(["java", "-version"], check=True, capture_output=True).stderr
    return kafka_jars().with_name(f"kafka-{KAFKA_VERSION}-{zlib.crc32(said):08x}.jsa")
