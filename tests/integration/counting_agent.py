"""An agent in a process of its own that sends 0, 1, 2 … without a gap, whatever Kafka does.

A process of its own, because kafka-python leaves the sockets of failed connections to the garbage
collector. Usage: counting_agent.py AGENT COUNT
"""

import sys
import time

from roguewatch.sdk import Agent


def main(agent_id: str, count: int) -> None:
    """Count, then wait until Kafka has it all."""
    with Agent(agent_id) as agent:
        for i in range(count):
            with agent.action("send", action="send", resource=str(i)):
                time.sleep(0.005)
            print(f"sent {i}.")
        print(f"flushed {agent.flush(60.0)}, dropped {agent.dropped}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
