"""What was told and what it was decided with, looked up on the broker by those who ask why."""

import hashlib
from collections import defaultdict

from streams.kafka.compacted import read_compacted
from streams.kafka.missing_topic import check_topic
from streams.kafka.readers import partitions_of
from streams.snapshot import Snapshot
from streams.topics import ALERTS, SNAPSHOTS


async def read_findings(bootstrap_servers: str, word: str = "") -> list[bytes]:
    """Findings on the topic of alerts that hold this word; those of one agent in their order."""
    await check_topic(bootstrap_servers, ALERTS)
    places = await partitions_of(bootstrap_servers, ALERTS)
    found = read_compacted(bootstrap_servers, ALERTS, [place.partition for place in places])
    wanted = word.encode()
    return [record.value async for record in found if record.value and wanted in record.value]


async def read_snapshots(bootstrap_servers: str, version: int) -> list[Snapshot]:
    """The snapshots of one version that are still there, whole."""
    chunks: defaultdict[str, dict[int, bytes]] = defaultdict(dict)
    async for record in read_compacted(bootstrap_servers, SNAPSHOTS, [0]):
        number, _, rest = (record.key or b"").decode(errors="replace").partition("/")
        name, _, index = rest.partition("/")
        if number == str(version) and index.isdecimal() and record.value is not None:
            chunks[name][int(index)] = record.value
    contents = {
        name: b"".join(parts[index] for index in sorted(parts)) for name, parts in chunks.items()
    }
    return [
        Snapshot.unpack(content)
        for name, content in contents.items()
        if hashlib.sha256(content).hexdigest() == name
    ]
