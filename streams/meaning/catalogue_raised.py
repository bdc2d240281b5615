"""What the catalogue makes of a command, and what the configuration makes of both."""

from baselines.features import Action
from detectors.judging.verb_points import VERB_POINTS
from detectors.settings.tool_setting import ToolSetting

from .catalogue import (
    MANY_POINTS,
    PUBLIC_POINTS,
    SECRET_POINTS,
    SWEEPING_POINTS,
    Meaning,
    meaning,
)
from .commands import Meant

_GOES_OUT: frozenset[Action] = frozenset(("send", "write", "execute"))
_MOVES_SECRETS: frozenset[Action] = frozenset(("send", "auth", "admin"))


def with_command(meant: Meaning, tool: str, command: Meant) -> Meaning:
    """The meaning of a tool that runs a command: the greater of both, never less.

    Examples
    --------
    >>> from .commands import read_command
    >>> plain = meaning("bash", "execute", "rm -rf /srv")
    >>> raised = with_command(plain, "bash", read_command("rm -rf /srv"))
    >>> plain.points, raised.points, raised.is_irreversible, raised.is_broad
    (15, 60, True, True)
    """
    inner = meaning(tool, command.action, command.target.lower())
    points = inner.points
    if command.is_broad and not inner.is_broad and command.action in ("delete", "admin"):
        points += SWEEPING_POINTS
    if command.is_external and not inner.is_public:
        points += PUBLIC_POINTS // 3
    return Meaning(
        max(points, meant.points),
        meant.by_tool,
        meant.is_secret or inner.is_secret,
        meant.is_public or inner.is_public or command.is_external,
        meant.is_irreversible or command.is_irreversible,
        meant.is_broad or inner.is_broad or command.is_broad,
        meant.is_production or inner.is_production,
    )


def with_setting(meant: Meaning, action: Action, setting: ToolSetting) -> Meaning:
    """The meaning as configured: the only place where weight is taken away.

    Examples
    --------
    >>> plain = meaning("purge_cache", "delete", "tmp")
    >>> configured = with_setting(plain, "delete", ToolSetting(broad=False, irreversible=False))
    >>> plain.points, configured.points, configured.is_irreversible
    (60, 40, False)
    """
    is_broad = meant.is_broad if setting.broad is None else setting.broad
    is_public = meant.is_public if setting.external is None else setting.external
    moves_secret = meant.is_secret and action in _MOVES_SECRETS
    by_secret = SECRET_POINTS if moves_secret or (action == "read" and meant.is_secret) else 0
    by_public = PUBLIC_POINTS if meant.is_public and action in _GOES_OUT else 0
    base = VERB_POINTS[action]
    broad_points = max(0, meant.points - base - by_secret - by_public)
    by_tool = meant.by_tool
    if setting.broad is not None and setting.broad != meant.is_broad:
        broad_points = MANY_POINTS if is_broad else 0
        by_tool = broad_points
    return Meaning(
        base
        + broad_points
        + by_secret
        + (PUBLIC_POINTS if is_public and action in _GOES_OUT else 0),
        by_tool,
        meant.is_secret,
        is_public,
        meant.is_irreversible if setting.irreversible is None else setting.irreversible,
        is_broad,
        meant.is_production,
    )
