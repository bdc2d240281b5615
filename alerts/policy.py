"""What automation may do is written down, and the rule that decided is on the record."""

import json
from collections.abc import Collection
from typing import Any

import cedarpy

from .command import Mode
from .decision import ACCESS_REVOKED, ALERT, ALLOWED, DETECTED, Decision
from .policies import DEFAULT, SCHEMA
from .stop_request import StopRequest


class Policy:
    """Decides requests by Cedar policies: default deny, and `forbid` beats `permit`.

    A policy that cannot be evaluated denies. Cedar itself skips such a policy, and a skipped
    `forbid` would let a protected agent be stopped.

    Parameters
    ----------
    text
        The policies; each must carry an `@id`. Validated against the schema, or `ValueError`.
    mode
        What automation may do: "shadow" decides, signs and records; enforcers refuse. What people
        ask for is never in shadow: they mean it.
    protected
        Break-glass subjects ("tenant/agent_id"), and credentials ("tenant/credential_id") that must
        never be revoked.

    Examples
    --------
    >>> request = StopRequest.make(
    ...     "suspend", "default", "mail-1", alert_id="a1", time=60.0, detectors=["burst"],
    ...     promoted=["burst"], risk=100, requested_by="worker",
    ... )
    >>> decision = Policy(mode="suspend").decide(request)
    >>> decision.outcome, decision.caption, decision.policy_ids
    ('permit', 'Access Revoked', ('suspend-on-evidence',))
    >>> Policy(mode="suspend", protected={"default/mail-1"}).decide(request).policy_ids
    ('break-glass-is-never-stopped',)
    """

    def __init__(
        self,
        text: str = DEFAULT,
        *,
        mode: Mode = "shadow",
        protected: Collection[str] = (),
    ) -> None:
        result = cedarpy.validate_policies(text, SCHEMA)
        if not result.validation_passed:
            errors = "; ".join(str(error) for error in result.errors)
            raise ValueError(f"text must be policies valid by the schema; {errors}")
        self.ids = _annotated_ids(text)
        self.mode = mode
        self.protected = frozenset(protected)
        self._policies = cedarpy.PolicySet.from_str(text)
        self._schema = cedarpy.Schema.from_str(SCHEMA)

    def decide(self, request: StopRequest) -> Decision:
        """Decide one request."""
        mode = self._mode(request)
        tier = "break-glass" if self._is_protected(request) else "standard"
        answer = cedarpy.is_authorized(
            {
                "principal": f'{_principal(request)}::"requester"',
                "action": f'Action::"{request.action}"',
                # As a mapping: the id is an attacker's string and must not meet Cedar's parser.
                "resource": {"type": "Agent", "id": request.key},
                "context": _context(request, mode, tier),
            },
            self._policies,
            [_agent(request, tier)],
            self._schema,
        )
        diagnostics = answer.diagnostics
        names = diagnostics.id_annotations_by_reason
        policy_ids = tuple(sorted(names.get(reason, reason) for reason in diagnostics.reasons))
        if diagnostics.errors:
            reason = f"denied, since it could not be decided: {diagnostics.errors[0]}"
            return Decision(
                outcome="deny", mode=mode, disposition=ALERT, policy_ids=policy_ids, reason=reason
            )
        if not answer.allowed:
            reason = f"forbidden by {', '.join(policy_ids)}" if policy_ids else _why_not(request)
            return Decision(
                outcome="deny", mode=mode, disposition=ALERT, policy_ids=policy_ids, reason=reason
            )
        disposition = DETECTED if mode == "shadow" else ACCESS_REVOKED
        return Decision(
            outcome="permit",
            mode=mode,
            disposition=ALLOWED if request.action == "reinstate" else disposition,
            policy_ids=policy_ids,
            reason=f"permitted by {', '.join(policy_ids)}",
        )

    def _mode(self, request: StopRequest) -> Mode:
        """Shadow for the dead man, live for people, and for the rest what is configured."""
        if request.requested_by == "dead-man":
            return "shadow"
        if request.is_manual:
            return "revoke" if request.action == "revoke" else "suspend"
        if request.action == "revoke" and self.mode != "revoke":
            return "shadow"
        return self.mode

    def _is_protected(self, request: StopRequest) -> bool:
        if request.key in self.protected:
            return True
        credential = f"{request.tenant}/{request.credential_id}"
        return request.action == "revoke" and credential in self.protected


def _principal(request: StopRequest) -> str:
    if request.is_manual:
        return "Operator"
    return "DeadMan" if request.requested_by == "dead-man" else "Worker"


def _context(request: StopRequest, mode: Mode, tier: str) -> dict[str, Any]:
    context: dict[str, Any] = {
        "risk": request.risk,
        "direct": request.direct,
        "n_promoted": len(set(request.promoted) & set(request.detectors)),
        "mode": mode,
        "tier": tier,
        "action": request.action,
        "has_reason": bool(request.reason.strip()),
    }
    if request.environment is not None:
        context["environment"] = request.environment
    return context


def _agent(request: StopRequest, tier: str) -> dict[str, Any]:
    attributes = {"tenant": request.tenant, "agent_id": request.agent_id, "tier": tier}
    if request.cohort is not None:
        attributes["cohort"] = request.cohort
    return {"uid": {"type": "Agent", "id": request.key}, "attrs": attributes, "parents": []}


def _why_not(request: StopRequest) -> str:
    n_promoted = len(set(request.promoted) & set(request.detectors))
    return (
        f"no policy permits {request.action} for {request.requested_by} at risk {request.risk} "
        f"with {n_promoted} promoted detectors"
    )


def _annotated_ids(text: str) -> tuple[str, ...]:
    """Return the ids of all policies; a policy without one would leave the record silent."""
    policies = json.loads(cedarpy.policies_to_json_str(text))["staticPolicies"]
    ids = [policy.get("annotations", {}).get("id", "") for policy in policies.values()]
    if not all(ids) or len(set(ids)) != len(ids):
        raise ValueError(f"each policy must have an @id of its own; got {sorted(ids)!r}")
    return tuple(sorted(ids))
