"""A deviation is read off the finding, so that whoever folds alerts folds the same."""

from typing import Any

import pytest

from alerts.alert import Alert, Evidence
from alerts.finding import encode_finding
from alerts.finding_view import BadFinding
from alerts.fleet.deviation import Deviation, read_deviation


def alert(**changed: Any) -> Alert:
    fields: dict[str, Any] = {
        "alert_id": "a1",
        "activity": "create",
        "tenant": "default",
        "agent_id": "mail-1",
        "time": 60.0,
        "first_seen": 58.0,
        "detectors": ("burst",),
        "risk": 97,
        "severity": "critical",
        "config_hash": "0123456789abcdef",
        "snapshot_version": 1,
    }
    return Alert(**(fields | changed))


def test_it_is_the_same_from_the_alert_and_from_its_record() -> None:
    event = Evidence(
        event_id="e1",
        time=60.0,
        tool="send",
        action="send",
        resource="x\n",
        agent_version="v2",
        parent_agent_id="boss",
    )
    made = alert(evidence=(event,), record=b"large", cohort="mail")
    assert Deviation.of(made) == read_deviation(encode_finding(made))
    assert Deviation.of(made).version == "v2"
    assert Deviation.of(made).parent == "boss"
    assert Deviation.of(made).target == "x\\x0a"


def test_a_closed_alert_is_no_new_one() -> None:
    assert not Deviation.of(alert(activity="close")).is_new


@pytest.mark.parametrize("body", [b"", b"{}", b"not json"])
def test_what_is_no_finding_is_refused(body: bytes) -> None:
    with pytest.raises(BadFinding):
        read_deviation(body)
