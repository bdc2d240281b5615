"""A violated declaration is seen on the first call, and nothing that is declared ever is."""

from datetime import UTC, datetime
from typing import Any

import pytest

from detectors import Undeclared
from detectors.config import Config
from streams.assessing.assessment import Assessment
from streams.events import ActionEvent
from streams.replay import Replay

KEY = b"0123456789abcdef"
CONFIG = """
[detectors.undeclared]
stage = "promoted"

[detectors.undeclared.parameters.agents."default/mail-*"]
tools = ["read_mail", "send_mail"]
credentials = ["mail/prod"]
until = 2026-06-01T00:00:00Z

[detectors.undeclared.parameters.agents."default/mail-7"]
retired = true
"""


def assess(agent: str = "mail-1", month: int = 1, **changed: Any) -> Assessment:
    fields = {"tool": "read_mail", "action": "read", "credential_id": "mail/prod"} | changed
    event = ActionEvent(
        event_id="1", agent_id=agent, time=datetime(2026, month, 5, 9, tzinfo=UTC), **fields
    )
    return Replay(Config.parse(CONFIG), KEY).process_one(event)


def told(assessment: Assessment) -> list[tuple[str, ...]]:
    return [alert.detectors for alert in assessment.alerts]


@pytest.mark.parametrize(
    ("changed", "is_stop"),
    [
        ({"tool": "read_vault"}, False),
        ({"credential_id": "vault/admin"}, False),
        ({"tool": "grant_role", "action": "admin"}, True),
        ({"month": 7}, True),
        ({"agent": "mail-7"}, True),
    ],
)
def test_what_is_ruled_out_raises_an_alert_by_an_agent_without_a_past(
    changed: dict[str, Any], is_stop: bool
) -> None:
    assessment = assess(**changed)
    assert ("undeclared",) in told(assessment)
    assert bool(assessment.stop_requests) == is_stop


@pytest.mark.parametrize(
    "changed", [{}, {"credential_id": None}, {"agent": "crm-1", "tool": "grant_role"}]
)
def test_what_is_declared_and_agents_of_which_nothing_is_are_left_alone(
    changed: dict[str, Any],
) -> None:
    assert told(assess(**changed)) == []


def test_in_shadow_it_says_nothing_and_is_scored() -> None:
    shadow = Config.parse(CONFIG.replace("promoted", "shadow"))
    event = ActionEvent(
        event_id="1", agent_id="mail-7", tool="t", time=datetime(2026, 1, 5, 9, tzinfo=UTC)
    )
    assessment = Replay(shadow, KEY).process_one(event)
    assert assessment.alerts == ()
    score = assessment.scores["undeclared"]
    assert score is not None
    assert score.points is not None
    assert score.points.terms == (("retired", 97.0),)


def test_a_published_configuration_keeps_what_it_declares() -> None:
    """It travels as plain values, and comes back with the same hash."""
    config = Config.parse(CONFIG)
    again = config.clone({"kappa": config.kappa})
    assert Undeclared(**again.detectors["undeclared"].parameters).agents is not None
    assert again.hash == config.hash


@pytest.mark.parametrize(
    "agents",
    [
        {"mail": {}},
        {"default/": {}},
        {"default/*-7": {}},
        {"default/a": {"tool": []}},
        {"default/a": {"until": "2026-06-01T00:00:00"}},
        "default/a",
    ],
)
def test_a_slip_in_a_declaration_is_refused(agents: Any) -> None:
    with pytest.raises(ValueError, match="agents"):
        Undeclared(agents=agents)
