"""What the shipped policy permits, and that nothing stops who must not be stopped."""

import re
from typing import Any

import cedarpy
import pytest

from alerts.command import Mode
from alerts.policies import DEFAULT, SCHEMA
from alerts.policy import Policy

from .make import make_request


def by_hand(**changes: Any) -> dict[str, Any]:
    return {"requested_by": "operator:ann", "detectors": (), "promoted": (), "risk": 0} | changes


@pytest.mark.parametrize(
    ("changes", "mode", "outcome", "caption", "policy_id"),
    [
        ({}, "shadow", "permit", "Detected", "suspend-on-evidence"),
        ({}, "suspend", "permit", "Access Revoked", "suspend-on-evidence"),
        ({"direct": True, "risk": 0}, "suspend", "permit", "Access Revoked", "suspend-on-one-call"),
        ({"risk": 94}, "suspend", "deny", "Alert", None),
        ({"promoted": ()}, "suspend", "deny", "Alert", None),
        ({"promoted": ("other",)}, "suspend", "deny", "Alert", None),
        ({"direct": True, "promoted": ()}, "suspend", "deny", "Alert", None),
        ({"action": "revoke"}, "suspend", "deny", "Alert", None),
        ({"action": "reinstate"}, "suspend", "deny", "Alert", None),
        (by_hand(), "shadow", "permit", "Access Revoked", "people-may-stop"),
        (by_hand(reason=""), "shadow", "permit", "Access Revoked", "people-may-stop"),
        (by_hand(action="revoke"), "shadow", "permit", "Access Revoked", "people-may-stop"),
        (
            by_hand(action="reinstate", reason="it was a drill"),
            "suspend",
            "permit",
            "Allowed",
            "people-reinstate-with-a-reason",
        ),
        (by_hand(action="reinstate", reason="  "), "suspend", "deny", "Alert", None),
        ({"requested_by": "dead-man"}, "suspend", "permit", "Detected", "dead-man-in-shadow-only"),
    ],
)
def test_the_shipped_policy(
    changes: dict[str, Any], mode: Mode, outcome: str, caption: str, policy_id: str | None
) -> None:
    decision = Policy(mode=mode).decide(make_request(**changes))
    assert (decision.outcome, decision.caption) == (outcome, caption)
    assert decision.policy_ids == (() if policy_id is None else (policy_id,))


@pytest.mark.parametrize(
    ("changes", "mode", "expected"),
    [
        ({}, "shadow", "shadow"),
        ({}, "suspend", "suspend"),
        ({"requested_by": "dead-man"}, "suspend", "shadow"),
        (by_hand(), "shadow", "suspend"),
        (by_hand(action="revoke"), "shadow", "revoke"),
        (by_hand(action="reinstate"), "shadow", "suspend"),
    ],
)
def test_automation_obeys_the_mode_and_people_mean_it(
    changes: dict[str, Any], mode: Mode, expected: str
) -> None:
    assert Policy(mode=mode).decide(make_request(**changes)).mode == expected


def test_a_revoke_by_automation_needs_its_own_mode() -> None:
    """A policy that permits more does not widen what the operator has set."""
    text = '@id("all") permit (principal, action, resource);'
    request = make_request(action="revoke")
    assert Policy(text, mode="suspend").decide(request).mode == "shadow"
    assert Policy(text, mode="revoke").decide(request).mode == "revoke"


@pytest.mark.parametrize("changes", [{}, {"direct": True}, by_hand(), by_hand(action="revoke")])
def test_a_break_glass_agent_is_never_stopped(changes: dict[str, Any]) -> None:
    """Neither by automation nor by a person, and whatever else is written."""
    text = DEFAULT + '@id("all") permit (principal, action, resource);'
    policy = Policy(text, mode="revoke", protected={"default/mail-1"})
    decision = policy.decide(make_request(**changes))
    assert decision.outcome == "deny"
    assert decision.policy_ids == ("break-glass-is-never-stopped",)


def test_a_break_glass_credential_is_never_revoked() -> None:
    policy = Policy(protected={"default/root-key"})
    revoke = make_request(**by_hand(action="revoke", credential_id="root-key"))
    assert policy.decide(revoke).policy_ids == ("break-glass-is-never-stopped",)
    suspend = make_request(credential_id="root-key")
    assert policy.decide(suspend).is_permitted


def test_a_break_glass_agent_may_be_reinstated() -> None:
    policy = Policy(protected={"default/mail-1"})
    assert policy.decide(make_request(**by_hand(action="reinstate"))).is_permitted


def test_a_policy_that_cannot_be_evaluated_denies() -> None:
    """Cedar skips it; a skipped forbid would be a permit."""
    overflow = (
        '@id("broken") forbid (principal, action, resource) '
        "when { context.risk * 9223372036854775807 > 5 };"
    )
    decision = Policy(DEFAULT + overflow).decide(make_request())
    assert decision.outcome == "deny"
    assert "could not be decided" in decision.reason


@pytest.mark.parametrize(
    "name", ['a"; permit(principal,action,resource);//', "a\\", "\u202e\x00\n", "ü/é/" * 50]
)
def test_an_agents_name_is_never_read_as_policy(name: str) -> None:
    policy = Policy(mode="suspend", protected={f"default/{name}"})
    assert not policy.decide(make_request(name)).is_permitted
    assert policy.decide(make_request(name + "x")).is_permitted


def test_the_shipped_policies_are_valid_by_the_schema() -> None:
    assert cedarpy.validate_policies(DEFAULT, SCHEMA).validation_passed


def test_every_shipped_policy_has_an_id() -> None:
    n_policies = len(re.findall(r"^(?:permit|forbid) \(", DEFAULT, re.MULTILINE))
    assert len(Policy().ids) == n_policies


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("permit (", "valid by the schema"),
        ('@id("a") permit (principal, action, resource) when { context.foo };', "foo"),
        ("permit (principal, action, resource);", "@id of its own"),
        ('@id("a") permit (principal, action, resource);' * 2, "@id of its own"),
    ],
)
def test_a_bad_policy_is_refused_when_it_is_loaded(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Policy(text)


def test_without_any_policy_everything_is_denied() -> None:
    decision = Policy("").decide(make_request())
    assert decision.reason == (
        "no policy permits suspend for worker at risk 100 with 1 promoted detectors"
    )


def test_the_same_request_is_decided_alike() -> None:
    policy = Policy(mode="suspend")
    assert len({repr(policy.decide(make_request())) for _ in range(50)}) == 1
