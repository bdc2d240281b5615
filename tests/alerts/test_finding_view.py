"""A finding is read back as it was written, and nothing else passes for one."""

import json

import pytest

from alerts.finding import encode_finding
from alerts.finding_view import BadFinding, read_finding

from .make import make_alert


def test_a_finding_is_read_back() -> None:
    alert = make_alert()
    view = read_finding(encode_finding(alert))
    assert (view.uid, view.tenant, view.agent) == ("a1", "default", "mail-1")
    assert (view.time, view.risk, view.severity_id) == (alert.time, 97, 5)
    assert (view.detectors, view.is_stop_requested) == (("burst", "volume"), True)
    assert view.body == encode_finding(alert)


def test_each_record_of_an_incident_has_a_delivery_id_of_its_own() -> None:
    records = [
        make_alert(),
        make_alert(activity="update"),
        make_alert(activity="update", time=1_764_000_070.0),
        make_alert(activity="close", time=1_764_000_070.0),
    ]
    ids = [read_finding(encode_finding(alert)).delivery_id for alert in records]
    assert len(set(ids)) == 4
    assert ids[0] == read_finding(encode_finding(records[0])).delivery_id


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", b'{"class_uid": 2004}'])
def test_what_is_no_finding_is_refused(body: bytes) -> None:
    with pytest.raises(BadFinding):
        read_finding(body)


@pytest.mark.parametrize("change", [{"class_uid": 6003}, {"resources": []}])
def test_another_class_is_refused(change: dict[str, object]) -> None:
    finding = json.loads(encode_finding(make_alert())) | change
    with pytest.raises(BadFinding, match="class_uid must be 2004"):
        read_finding(json.dumps(finding).encode())
