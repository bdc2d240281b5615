"""One variant in a process of its own: `python -m roguewatch.evaluation.bench.run ORDER`."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Literal

import msgspec
import uvloop

from alerts.keys import KeyRing
from detectors.config import Config
from streams.snapshot import Snapshot
from streams.yardsticks.stopwatch import Measurement
from streams.yardsticks.topics import GROUP_PREFIX

Variant = Literal["bare", "worker", "faust"]


class Order(msgspec.Struct, frozen=True):
    """What to run, on what.

    Examples
    --------
    >>> Order("bare", "127.0.0.1:9092", 1, 1_000, 4, "/tmp/keys").group_id
    'roguewatch-bench-bare-1'
    """

    variant: Variant
    bootstrap_servers: str
    round: int
    n_records: int
    n_partitions: int
    folder: str

    @property
    def group_id(self) -> str:
        return f"{GROUP_PREFIX}{self.variant}-{self.round}"


def run_apart(order: Order) -> Measurement:
    """Run an order in a fresh process and return what it measured."""
    command = [sys.executable, "-m", __name__, msgspec.json.encode(order).decode()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise RuntimeError(f"{order.variant} exited {done.returncode}: {done.stderr[-2_000:]}")
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Measurement)


def _run(order: Order) -> Coroutine[Any, Any, Measurement]:
    # Each variant loads only what is its own.
    if order.variant == "bare":
        from streams.yardsticks.bare_loop import consume

        return consume(order.bootstrap_servers, order.group_id, order.n_records)
    folder = Path(order.folder)
    keys = KeyRing.load(folder / "keys")
    if keys.hash_key is None:
        raise ValueError(f"{folder} must have a hash key")
    if order.variant == "worker":
        from .worker import run_worker

        return run_worker(
            order.bootstrap_servers, order.group_id, keys, keys.hash_key, order.n_records
        )
    from streams.yardsticks.faust_agent import FaustAgent
    from streams.yardsticks.topics import PLAIN

    agent = FaustAgent(
        order.bootstrap_servers,
        order.group_id,
        PLAIN,
        order.n_partitions,
        Config(),
        keys.hash_key,
        msgspec.msgpack.decode(
            (folder / "profiles").read_bytes(), type=dict[str, dict[str, bytes]]
        ),
        Snapshot.unpack((folder / "snapshot").read_bytes()),
        folder / order.group_id,
    )
    return agent.run(order.n_records)


if __name__ == "__main__":
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    measured = asyncio.run(_run(msgspec.json.decode(sys.argv[1], type=Order)))
    print(json.dumps(msgspec.to_builtins(measured)))
