"""A person let an agent work again: what it does from here on is judged anew."""

from alerts.alert import Alert
from alerts.command import Command, Refused, decode_command
from alerts.keys import BadSignature, KeyRing
from baselines import IncidentState
from streams.monitor import Monitor

_ROLES = ("issuer", "operator")


def open_reinstatement(value: bytes, keys: KeyRing) -> Command:
    """Verify a command that lets an agent work again; raises `BadSignature` for anything else.

    It is the one that enforcers obey, byte for byte; the log of actions says where it counts.

    Examples
    --------
    >>> open_reinstatement(b"a.b.c", KeyRing.generate())
    Traceback (most recent call last):
    ...
    alerts.signed.BadSignature: signature: token must be base64url
    """
    try:
        command = decode_command(value, keys, roles=_ROLES)
    except Refused as refused:
        raise BadSignature(refused.reason) from None
    if command.action != "reinstate":
        raise BadSignature(f"action must be 'reinstate' here; got {command.action!r}")
    return command


def reinstate(command: Command, monitor: Monitor) -> tuple[Alert, ...]:
    """Close the agent's incident, and forget what is under way; return the end of the incident.

    What it did until then is held against it no longer, neither as evidence nor in the last minute,
    hour or day: or its next call, however harmless, would have it stopped again. What it does from
    here on is a new incident with a stop of its own: one that goes on as before is stopped once
    more. A command counts once, however often it comes.

    Examples
    --------
    >>> from detectors.config import Config
    >>> from streams.profiles import ProfileStore
    >>> monitor = Monitor(Config(), b"0123456789abcdef", ProfileStore())
    >>> command = Command(
    ...     cmd_id="c2", action="reinstate", tenant="default", agent_id="mail-1", epoch=4,
    ...     sequence=2, issued_at=900.0, mode="suspend", alert_id="a1", reason="planned",
    ...     event_time=900.0)
    >>> reinstate(command, monitor), monitor.profiles["default/mail-1"][IncidentState].reinstated
    ((), (4, 2))
    """
    own = monitor.profiles[command.key]
    if command.order <= own[IncidentState].reinstated:
        return ()
    alerts = monitor.scoring.incidents.reinstate(own, command, monitor.snapshot.version)
    for kind in monitor.scoring.kinds:
        if (baseline := own.peek(kind)) is not None:
            baseline.reinstate()
    own[IncidentState].reinstated = command.order
    return alerts
