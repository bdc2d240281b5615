"""What can be said of an agent beside its id."""

from typing import TypedDict


class AgentFields(TypedDict, total=False):
    """The keyword arguments of an agent, repeated on each of its events."""

    cohort: str
    """Agents that are expected to behave alike."""
    agent_version: str
    """Fingerprint of model, prompt and tool set."""
    model: str
    """The model that drives it."""
    parent_agent_id: str
    """The agent that started it."""
    environment: str
    """Where its actions take effect, unless an action says otherwise."""
    credential_id: str
    """Which credential it uses, unless an action says otherwise; its id, never the secret."""
    on_behalf_of: str
    """The person it works for, unless an action says otherwise."""
    source_ip: str
    """From where it acts."""
