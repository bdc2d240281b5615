"""The line that lets a stopped agent work again."""

import shlex

from .sanitise import sanitise


def undo_line(tenant: str, agent_id: str) -> str:
    """Return the line to paste; the agent chose its name, so the shell must not read it.

    Examples
    --------
    >>> undo_line("default", "x; rm -rf ~")
    "roguewatch reinstate --tenant default --reason 'WHY' -- 'x; rm -rf ~'"
    """
    name, of = shlex.quote(sanitise(agent_id)), shlex.quote(sanitise(tenant))
    return f"roguewatch reinstate --tenant {of} --reason 'WHY' -- {name}"
