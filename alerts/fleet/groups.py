"""Which deviations of the last half hour have something in common."""

import msgspec

from .deviation import Deviation

WINDOW_S = 1_800.0
DAY_S = 86_400.0
_MOST = 4_096

Group = tuple[str, str]
"""What they have in common, and its name: a version, a cohort, a parent or a target."""


class Pattern(msgspec.Struct):
    """One group while it lasts."""

    opened: float
    last: float
    members: dict[str, Deviation]
    """Each deviating agent with its first deviation."""
    uid: str = ""
    """The alert's, once there is one."""
    n_told: int = 0


class Groups:
    """One tenant's deviations by what they have in common, and how many a day brings.

    Examples
    --------
    >>> groups = Groups()
    >>> groups.usual(0.0)
    0.020833333333333332
    """

    def __init__(self) -> None:
        self._patterns: dict[Group, Pattern] = {}
        self._times: list[float] = []

    def usual(self, now: float) -> float:
        """Deviations to expect in half an hour, by the day before it; one more than came."""
        n = sum(WINDOW_S < now - time <= WINDOW_S + DAY_S for time in self._times)
        return (n + 1.0) * WINDOW_S / DAY_S

    def add(self, deviation: Deviation) -> list[tuple[Group, Pattern]]:
        """Take one in; return the groups that it belongs to, as they are now."""
        now = deviation.time
        recent = [time for time in self._times if now - time <= WINDOW_S + DAY_S]
        self._times = [*recent[-_MOST:], now]
        for group, pattern in list(self._patterns.items()):
            if now - pattern.last > WINDOW_S:
                del self._patterns[group]
        found = []
        for group in groups_of(deviation):
            pattern = self._patterns.pop(group, Pattern(now, now, {}))
            pattern.last = max(pattern.last, now)
            pattern.members.setdefault(deviation.agent_id, deviation)
            if not pattern.uid:
                # Until it is told of, only what lies within the window makes a pattern.
                pattern.members = {
                    agent: member
                    for agent, member in pattern.members.items()
                    if now - member.time <= WINDOW_S
                }
            self._patterns[group] = pattern
            found.append((group, pattern))
        while len(self._patterns) > _MOST:
            del self._patterns[next(iter(self._patterns))]
        return found


def groups_of(deviation: Deviation) -> list[Group]:
    """What a deviation may have in common with others.

    Examples
    --------
    >>> from ..alert import Alert
    >>> alert = Alert(
    ...     alert_id="a1", activity="create", tenant="default", agent_id="mail-1", time=60.0,
    ...     first_seen=58.0, detectors=("burst",), risk=97, severity="critical", cohort="mail",
    ...     config_hash="0123456789abcdef", snapshot_version=1,
    ... )
    >>> groups_of(Deviation.of(alert))
    [('cohort', 'mail')]
    """
    release = ("version", deviation.version), ("cohort", deviation.cohort)
    named: list[tuple[str, str | None]] = [release[0] if deviation.version else release[1]]
    named += [("parent", deviation.parent), ("target", deviation.target)]
    return [(what, name) for what, name in named if name]
