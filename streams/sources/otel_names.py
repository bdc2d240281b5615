"""What attributes of spans are called: the present conventions, their predecessors, and others'.

The GenAI and MCP conventions are in development and rename what they hold; producers in the field
write what was current when they were built, or OpenInference's names, or OpenLLMetry's.
"""

from collections.abc import Mapping
from typing import Any, Final

Names = tuple[str, ...]

TOOL: Final[Names] = ("gen_ai.tool.name", "mcp.tool.name", "tool.name", "tool_name")
AGENT_ID: Final[Names] = ("gen_ai.agent.id", "agent.id")
AGENT_NAME: Final[Names] = ("gen_ai.agent.name", "agent.name", "agent_name")
AGENT_VERSION: Final[Names] = ("gen_ai.agent.version", "agent.version")
SESSION: Final[Names] = ("gen_ai.conversation.id", "session.id", "gen_ai.thread.id")
MCP_SESSION: Final[Names] = ("mcp.session.id", "mcp.session_id")
REQUEST: Final[Names] = ("jsonrpc.request.id", "mcp.request.id", "rpc.jsonrpc.request_id")
METHOD: Final[Names] = ("mcp.method.name", "mcp.method", "rpc.method")
MODEL: Final[Names] = ("gen_ai.response.model", "gen_ai.request.model", "llm.model_name")
INPUT_TOKENS: Final[Names] = (
    *("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.usage.prompt_tokens"),
    "llm.token_count.prompt",
)
OUTPUT_TOKENS: Final[Names] = (
    *("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
    *("llm.usage.completion_tokens", "llm.token_count.completion"),
)
ARGUMENTS: Final[Names] = (
    *("gen_ai.tool.call.arguments", "gen_ai.tool.arguments", "mcp.request.arguments"),
    *("mcp.tool.arguments", "tool.parameters", "tool_arguments", "input.value"),
    "traceloop.entity.input",
)
ARGUMENT_PREFIX: Final = "mcp.request.argument."
RESULT: Final[Names] = (
    *("gen_ai.tool.call.result", "mcp.tool.result.content", "tool_response", "output.value"),
    "traceloop.entity.output",
)
TARGET: Final[Names] = (
    *("mcp.resource.uri", "url.full", "http.url", "file.path", "db.collection.name"),
    *("db.sql.table", "db.namespace", "db.name", "messaging.destination.name"),
)
ERROR: Final[Names] = ("error.type", "exception.type")
STATUS_CODE: Final[Names] = (
    *("rpc.response.status_code", "rpc.jsonrpc.error_code", "http.response.status_code"),
    "http.status_code",
)
TOOL_FAILED: Final[Names] = ("mcp.tool.result.is_error", "mcp.tool.is_error")
MCP_SERVER: Final[Names] = ("mcp.server.name", "server.address", "net.peer.name")
USER: Final[Names] = ("enduser.id", "user.id")
ADDRESS: Final[Names] = ("client.address",)
"""Not `network.peer.address`: on a client's span that is the server."""
ENVIRONMENT: Final[Names] = ("deployment.environment.name", "deployment.environment")
ANNOTATIONS: Final[Names] = ("mcp.tool.annotations", "gen_ai.tool.annotations", "tool.annotations")
HINTS: Final[Names] = ("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint")
"""Annotations of MCP tools; an event carries them as ``mcp.readOnlyHint`` and so on."""


def first(attributes: Mapping[str, Any], names: Names) -> Any:
    """The first of these that is there and not empty, or None.

    Examples
    --------
    >>> first({"tool.name": "ls", "gen_ai.tool.name": ""}, TOOL)
    'ls'
    """
    return next((x for name in names if (x := attributes.get(name)) not in (None, "")), None)


def first_text(attributes: Mapping[str, Any], names: Names) -> str | None:
    """The first of these that is a string, a number given as one, or None."""
    value = first(attributes, names)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None
