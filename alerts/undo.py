"""The lines with which a person stops an agent, and lets it work again."""

import shlex

from .sanitise import sanitise


def undo_line(tenant: str, agent_id: str) -> str:
    """Return the line to paste; the agent chose its name, so the shell must not read it.

    Examples
    --------
    >>> undo_line("default", "x; rm -rf ~")
    "roguewatch reinstate --tenant default --reason 'WHY' -- 'x; rm -rf ~'"
    """
    return _line("reinstate", tenant, agent_id)


def stop_line(tenant: str, agent_id: str) -> str:
    """Return the line to paste, as safe as the other one.

    Examples
    --------
    >>> stop_line("default", "$(reboot)")
    "roguewatch kill --tenant default --reason 'WHY' -- '$(reboot)'"
    """
    return _line("kill", tenant, agent_id)


def _line(command: str, tenant: str, agent_id: str) -> str:
    name, of = shlex.quote(sanitise(agent_id)), shlex.quote(sanitise(tenant))
    return f"roguewatch {command} --tenant {of} --reason 'WHY' -- {name}"
