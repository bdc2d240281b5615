"""What the developer of an AI agent imports: ask before acting, report after, and be stoppable.

    from roguewatch.sdk import Agent, Stopped

    agent = Agent("billing-bot", cohort="billing")
    with agent.action("delete_volume", action="delete", resource="prod/db-1") as call:
        call.n_items = delete_volume("prod/db-1")

Entering the action raises `Stopped` when the agent or its credential is stopped; the body does not
run. The answer comes from memory. Leaving it reports the call with its outcome. It is cooperative:
whoever goes around it is not stopped by it, so let it never be the only enforcer of a revoke.
"""

from streams.intent import Intent, hash_target

from ._action_fields import ActionFields
from ._agent import Agent
from ._agent_fields import AgentFields
from ._call import Call
from ._session import Session
from ._stopped import Stopped

__all__ = [
    "ActionFields",
    "Agent",
    "AgentFields",
    "Call",
    "Intent",
    "Session",
    "Stopped",
    "hash_target",
]
