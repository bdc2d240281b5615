"""An agent in a process of its own that acts on and on, and says when that changes.

It never waits for a refusal: one call every 20 ms. Usage: acting_agent.py AGENT SECONDS
"""

import sys
import time

from roguewatch.sdk import Agent, Stopped


def main(agent_id: str, seconds: float) -> None:
    """Act until the time is over."""
    agent = Agent(agent_id, cohort="tests")
    said = ""
    end = time.time() + seconds
    while time.time() < end:
        try:
            with agent.action("delete_file", action="delete", resource="tmp/x"):
                now = "acting"
        except Stopped as stopped:
            now = f"stopped by {stopped.cmd_id}"
        if now != said:
            print(f"{time.time():.4f} {now}")
            said = now
        time.sleep(0.02)
    agent.close()
    print(f"dropped {agent.dropped}")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
