"""The part of agentomaly that the evaluation calls; the package has no types."""

from datetime import datetime
from typing import Any, Self

class ToolCall:
    def __init__(
        self, *, call_id: str, timestamp: datetime, tool_name: str, success: bool
    ) -> None: ...

class AgentTrace:
    tool_calls: list[ToolCall]
    def __init__(self, *, agent_type: str, trace_id: str, tool_calls: list[ToolCall]) -> None: ...
    def model_copy(self, *, update: dict[str, Any]) -> Self: ...
