"""Bait is seen on the first touch, and nothing else is."""

from datetime import UTC, datetime

import pytest

from baselines import Features, Profile
from detectors import Canary
from detectors.config import Config
from streams.events import ActionEvent
from streams.replay import Replay

KEY = b"0123456789abcdef"
CONFIG = """
[detectors.canary]
stage = "promoted"
parameters = { targets = ["Vault:old/root-key", "files:trap/*"] }
"""


def event(resource: str, ident: str = "1", action: str = "read") -> ActionEvent:
    return ActionEvent(
        event_id=ident,
        agent_id="a",
        tool="get",
        action=action,  # type: ignore[arg-type]  # Literal of a test.
        resource=resource,
        time=datetime(2026, 1, 5, 9, tzinfo=UTC),
    )


@pytest.mark.parametrize("resource", ["vault:old/root-key", "VAULT:OLD/ROOT-KEY", "files:trap/a/b"])
def test_one_read_of_bait_raises_an_alert_by_an_agent_without_a_past(resource: str) -> None:
    assessment = Replay(Config.parse(CONFIG), KEY).process_one(event(resource))
    assert [alert.detectors for alert in assessment.alerts] == [("canary",)]
    assert assessment.stop_requests == ()


def test_changing_bait_asks_for_a_stop() -> None:
    assessment = Replay(Config.parse(CONFIG), KEY).process_one(
        event("files:trap/x", action="write")
    )
    assert len(assessment.stop_requests) == 1


@pytest.mark.parametrize("resource", ["vault:old/root-key/2", "files:trapped", "files:other"])
def test_what_is_no_bait_is_left_alone(resource: str) -> None:
    assert Replay(Config.parse(CONFIG), KEY).process_one(event(resource)).alerts == ()


def test_without_targets_it_abstains() -> None:
    assert Canary().score_one(Features(time=0.0, is_bait=True), Profile(), Profile()) is None


def test_the_empty_name_and_a_bare_star_are_refused() -> None:
    """They would make everything bait."""
    for targets in ([""], ["*"], "vault"):
        with pytest.raises(ValueError, match="targets must be names"):
            Canary(targets=targets)
