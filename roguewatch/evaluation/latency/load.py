"""The background of the latency bench, a process of its own; ends when its standard input does."""

import asyncio
import sys
import threading
from pathlib import Path

import msgspec
import uvloop

from streams.events import ActionEvent
from streams.yardsticks.steady_load import send_steadily


def main(bootstrap_servers: str, templates_path: str, events_per_s: str) -> None:
    """Send until standard input is closed, then say how many a second it were."""
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    templates = msgspec.json.decode(Path(templates_path).read_bytes(), type=list[ActionEvent])
    is_over = threading.Event()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        is_over.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    n_sent, took_s = asyncio.run(
        send_steadily(bootstrap_servers, templates, float(events_per_s), is_over.is_set)
    )
    print(n_sent / took_s, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4])
