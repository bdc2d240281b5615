"""Alerts about several agents."""

from collections.abc import Sequence

from detectors import Score

from ..alert import Activity, Alert, Evidence, Reason
from ..first_use import FirstUse
from ..ids import alert_id
from .deviation import Deviation
from .groups import Group, Pattern

_RISK = 70
_MOST_EVIDENCE = 8
_MOST_NAMED = 3


def about_use(
    name: str,
    score: Score,
    sentence: str,
    who: str,
    time: float,
    config_hash: str,
    use: FirstUse,
    uses: Sequence[FirstUse],
) -> Alert:
    """An alert about first uses that belong together, the last of them new."""
    others = [f"{other.agent_id}" for other in uses if other.agent_id != who]
    by = f"; it is {others[0]}'s" if name == "shared_credential" and others else ""
    return Alert(
        alert_id=alert_id(use.tenant, who, (name,), time, config_hash),
        activity="create",
        tenant=use.tenant,
        agent_id=who,
        cohort=use.cohort,
        time=time,
        first_seen=min(other.time for other in uses),
        detectors=(name,),
        risk=_RISK,
        severity="high",
        direct=True,
        reasons=(_reason(name, score, f"{sentence}{by or _named(others)}"),),
        evidence=tuple(other.evidence for other in uses[-_MOST_EVIDENCE:]),
        config_hash=config_hash,
        snapshot_version=0,
    )


def about_pattern(
    name: str,
    score: Score,
    sentence: str,
    config_hash: str,
    group: Group,
    pattern: Pattern,
    deviation: Deviation,
) -> Alert:
    """An alert about deviations that have something in common; further ones bring it up to date."""
    what, value = group
    # Nobody who deviates is to blame for what all of them share.
    who = f"{what} {value}" if name == "release_shift" else value
    if what == "target":
        who = next(iter(pattern.members))
    activity: Activity = "update" if pattern.uid else "create"
    uid = pattern.uid or alert_id(
        deviation.tenant, f"{what} {value}", (name,), deviation.time, config_hash
    )
    members = list(pattern.members.values())
    return Alert(
        alert_id=uid,
        activity=activity,
        tenant=deviation.tenant,
        agent_id=who,
        cohort=deviation.cohort,
        time=deviation.time,
        first_seen=min(member.time for member in members),
        detectors=(name,),
        risk=_RISK,
        severity="high",
        direct=True,
        reasons=(_reason(name, score, f"{sentence}{_named([m.agent_id for m in members])}"),),
        evidence=tuple(_evidence(member) for member in members[-_MOST_EVIDENCE:]),
        config_hash=config_hash,
        snapshot_version=0,
    )


def _named(agents: Sequence[str]) -> str:
    if not agents:
        return ""
    more = f" and {len(agents) - _MOST_NAMED} more" if len(agents) > _MOST_NAMED else ""
    return f": {', '.join(agents[:_MOST_NAMED])}{more}"


def _reason(name: str, score: Score, sentence: str) -> Reason:
    return Reason(
        detector=name,
        sentence=sentence,
        p=score.p,
        observed=score.observed,
        expected_by_agent=score.expected_by_agent,
        expected_by_peers=score.expected_by_peers,
        n=score.n,
        share=1.0,
    )


def _evidence(member: Deviation) -> Evidence:
    return Evidence(
        event_id=member.event_id,
        time=member.time,
        tool=member.tool,
        action=member.action,
        resource=member.target,
        agent_version=member.version,
        parent_agent_id=member.parent,
        agent_id=member.agent_id,
    )
