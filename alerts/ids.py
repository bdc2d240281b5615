"""Ids that say the same whoever computes them, and however often."""

import hashlib


def digest(*parts: str) -> str:
    """32 hex digits of the SHA-256 over the parts, each led by its length in bytes.

    The length keeps ("ab", "c") and ("a", "bc") apart.

    Examples
    --------
    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    sha = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        sha.update(len(encoded).to_bytes(4, "big"))
        sha.update(encoded)
    return sha.hexdigest()[:32]


def subject(tenant: str, agent_id: str) -> str:
    """Whom a command is about; a tenant's name has no slash, an agent's may."""
    return f"{tenant}/{agent_id}"


def alert_id(
    tenant: str, agent_id: str, detectors: tuple[str, ...], window_start: float, config_hash: str
) -> str:
    """Id of the incident; the order of the detectors does not matter.

    Examples
    --------
    >>> alert_id("default", "mail-1", ("volume", "burst"), 1_764_000_000.0, "0123456789abcdef")
    'ca4b6a0757dd5ec59937bc0e3aad06fe'
    """
    start_ms = str(round(window_start * 1_000))
    names = ",".join(sorted(detectors))
    return digest("alert", tenant, agent_id, names, start_ms, config_hash)


def cmd_id(alert_id: str, subject: str, action: str) -> str:
    """Id of a stop request and of the command that answers it: effect once per id."""
    return digest("command", alert_id, subject, action)


def manual_id(operator: str, subject: str, action: str, time: float) -> str:
    """Stands in for the alert id where a person asked, so that asking again is a new request."""
    return digest("manual", operator, subject, action, str(round(time * 1_000)))
