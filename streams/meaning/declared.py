"""What a producer, or a tool's server, declares about a call: a prior that can only add weight.

Attributes of an event that count:

- ``irreversible``, ``recursive``, ``external`` (true): what the producer knows of the call.
- ``mcp.readOnlyHint``, ``mcp.destructiveHint``, ``mcp.idempotentHint``, ``mcp.openWorldHint``:
  the annotations of an MCP tool as its server gives them, and ``mcp.server``, who gives them.

A rogue agent, or a server, must not be able to declare a call harmless: only configuration can
take weight away.
"""

from collections.abc import Mapping

from baselines.features import Features
from detectors.settings.tool_setting import ToolSetting

Attributes = Mapping[str, str | int | float | bool]

HINTS = ("mcp.readOnlyHint", "mcp.destructiveHint", "mcp.idempotentHint", "mcp.openWorldHint")
SERVER = "mcp.server"
"""Whose tool it is: two servers may have a tool of one name."""

DESTRUCTIVE_POINTS = 25
"""A call of a tool that says it may destroy is worth at least so much."""
EXTERNAL_POINTS = 10
RECURSIVE_POINTS = 20

_NOTHING = ToolSetting()


def declare(x: Features, attributes: Attributes, setting: ToolSetting | None) -> None:
    """Add what is declared to the features of a call; what is configured stays.

    Examples
    --------
    >>> x = Features(time=0.0, action="delete", is_changing=True, impact=40)
    >>> declare(x, {"recursive": True, "mcp.readOnlyHint": True}, None)
    >>> x.impact, x.is_broad, x.declared
    (60, True, 2)
    """
    configured = setting or _NOTHING
    if attributes.get("irreversible") is True and x.is_changing:
        x.is_irreversible = configured.irreversible is not False
    is_recursive = attributes.get("recursive") is True and x.action == "delete"
    if is_recursive and configured.broad is None:
        x.impact += RECURSIVE_POINTS
        x.is_broad = True
    if configured.external is None and x.action in ("send", "write"):
        if attributes.get("external") is True:
            x.is_public = True
            x.impact += EXTERNAL_POINTS
        elif attributes.get("mcp.openWorldHint") is True:
            x.impact += EXTERNAL_POINTS
    declared = 0
    for hint in reversed(HINTS):
        declared = 3 * declared + _state(attributes.get(hint))
    if not declared:
        return
    x.declared = declared
    is_destructive = (
        attributes.get("mcp.destructiveHint") is True
        and attributes.get("mcp.readOnlyHint") is not True
    )
    if is_destructive and setting is None:
        x.impact = max(x.impact, DESTRUCTIVE_POINTS)


def _state(hint: object) -> int:
    """Not given, false or true."""
    return 0 if not isinstance(hint, bool) else 1 + hint
