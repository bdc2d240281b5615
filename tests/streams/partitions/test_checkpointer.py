"""Writing a checkpoint lets others have their turn."""

import asyncio
from itertools import count

from streams.checkpoints import PARTITION_KEY
from streams.partitions.checkpointer import Checkpointer
from streams.topics import PROFILES
from tests.streams.data_plane_run import KEYS, new_partition
from tests.streams.memory_log import MemoryBroker, MemoryLog
from tests.streams.partitions.test_begun_checkpoint import feed


async def test_others_have_their_turn_after_every_slice() -> None:
    """However many agents there are, an event that comes in waits for one slice."""
    milliseconds = count()
    broker = MemoryBroker()
    checkpointer = Checkpointer(
        MemoryLog(broker), KEYS, 10.0, clock=lambda: next(milliseconds) / 1_000, rest_s=0.0
    )
    partition = new_partition()
    feed(partition, *(f"agent-{n:03}" for n in range(300)))
    await checkpointer.own({0: 0})
    writing = asyncio.create_task(checkpointer.write([partition.begin_checkpoint()]))
    n_turns = 0
    while not writing.done():
        await asyncio.sleep(0)
        n_turns += 1
    await writing
    assert n_turns >= 100
    keys = [record.key for record in broker.topics[PROFILES, 0]]
    assert keys == [f"default/agent-{n:03}".encode() for n in range(300)] + [PARTITION_KEY]
    assert broker.committed == {0: 300}
