"""A process that is one or more agents: `python -m roguewatch.demo.actor PARTS LOG`.

It uses the SDK as anybody's agent would, and knows nothing of the monitor. It calls on schedule,
refused or not. It says `ready` when its stop list has been read, and starts at the time that it
reads from its standard input.
"""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import msgspec

from roguewatch.demo.call_record import CallRecord
from roguewatch.sdk import ActionFields, Agent, AgentFields, Stopped
from roguewatch.simulation.part import Part

READY = "ready"


def play(part: Part, agent: Agent, starts_at: float, write: Callable[[CallRecord], None]) -> None:
    """Call everything in the script, each call when it is due."""
    session = agent.session()
    due, n_rogue = starts_at, 0
    for call in part.calls:
        due += call.delay_s
        time.sleep(max(0.0, due - time.time()))
        n_rogue += call.is_rogue
        fields = {
            name: value
            for name in ActionFields.__annotations__
            if (value := getattr(call, name, None)) is not None
        }
        action = session.action(call.tool, **cast(ActionFields, fields))
        started, is_refused = time.time(), False
        try:
            with action:
                action.outcome = call.outcome
        except Stopped:
            is_refused = True
        n = n_rogue if call.is_rogue else 0
        write(CallRecord(part.key, n, action.event_id, started, is_refused))


def main(parts_path: str, log_path: str) -> None:
    """Play all parts of the file at once, then leave."""
    parts = msgspec.json.decode(Path(parts_path).read_bytes(), type=list[Part])
    agents = [_agent(part) for part in parts]
    for agent in agents:
        agent.wait_ready(timeout_s=30.0)
    print(READY, flush=True)
    starts_at = float(sys.stdin.readline())
    lock = threading.Lock()
    with Path(log_path).open("wb", buffering=0) as log:

        def write(record: CallRecord) -> None:
            with lock:
                log.write(msgspec.json.encode(record) + b"\n")

        threads = [
            threading.Thread(target=play, args=(part, agent, starts_at, write))
            for part, agent in zip(parts, agents, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for agent in agents:
        agent.close()


def _agent(part: Part) -> Agent:
    fields = {
        name: value
        for name in AgentFields.__annotations__
        if (value := getattr(part, name, None)) is not None
    }
    return Agent(part.agent_id, tenant=part.tenant, **cast(AgentFields, fields))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
