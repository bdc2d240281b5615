"""An explanation says where the risk comes from, whoever told of it, and that it adds up."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from alerts.alert import Alert
from alerts.finding import encode_finding
from baselines import Action
from detectors.config import Config
from roguewatch.cli.main import app
from roguewatch.explaining import explain_lines, read_told
from roguewatch.explaining.again import again_line
from roguewatch.replaying.json_lines import alert_line, summary_line
from streams.decide_again import CannotDecide
from streams.events import ActionEvent
from streams.replay import Replay
from streams.snapshot import Snapshot

KEY = b"0123456789abcdef"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def call(i: int, at: timedelta, tool: str, action: Action) -> ActionEvent:
    return ActionEvent(
        event_id=f"{tool}-{i}", time=START + at, agent_id="mail-1", tool=tool, action=action
    )


@cache
def raised() -> tuple[list[Alert], Snapshot]:
    replay = Replay(Config(), KEY)
    life = [call(i, timedelta(minutes=5 * i), "read_mail", "read") for i in range(1_200)]
    burst = [
        call(i, timedelta(days=4, hours=5, seconds=i), "delete_mail", "delete") for i in range(40)
    ]
    alerts = [alert for a in replay.run([*life, *burst]) for alert in a.alerts]
    return alerts, replay.monitor.snapshot


def lines_of(alerts: Sequence[Alert]) -> list[bytes]:
    return [alert_line(alert).encode() for alert in alerts]


@pytest.mark.parametrize("is_finding", [False, True])
def test_replay_and_finding_are_explained_alike(is_finding: bool) -> None:
    alerts, _ = raised()
    given = [encode_finding(alert) for alert in alerts] if is_finding else lines_of(alerts)
    told = read_told([b"junk", b"[1]", b'{"finding_info": 1}', *given], alerts[0].alert_id[:8])
    assert [(t.activity, t.risk) for t in told] == [
        (a.activity, a.risk) for a in alerts if a.alert_id == alerts[0].alert_id
    ]
    assert [t.breakdown for t in told] == [alert.breakdown for alert in alerts][: len(told)]


def test_the_printed_parts_add_up() -> None:
    alerts, _ = raised()
    told = read_told(lines_of(alerts), alerts[0].alert_id)[0]
    text = "\n".join(explain_lines(told))
    parts = re.findall(r"(-?[\d.]+)\s+-?\d+ %$", text, re.MULTILINE)
    *summands, total = map(float, parts)
    assert len(summands) >= 3
    assert sum(summands) == pytest.approx(total, abs=0.001 * len(summands))
    assert f"risk {told.risk}:" in text
    assert "delete delete_mail" in text


@pytest.mark.parametrize("width", [80, 100])
def test_an_explanation_keeps_to_the_terminal_and_loses_nothing(width: int) -> None:
    alerts, _ = raised()
    told = read_told(lines_of(alerts), alerts[0].alert_id)[0]
    assert told.breakdown is not None
    part = replace(
        (*told.breakdown.direct, *told.breakdown.parts)[0],
        event_id="an-event-id-" * 6,
        tool="a_tool_with_a_long_name_" * 3,
        detector="failure_streak",
        observed=-1.2345e-17,
        expected_by_agent=123_456_789.0,
        expected_by_peers=1.5e300,
        n=999_999.0,
        p=1.2e-300,
    )
    more = replace(told.breakdown, parts=(*told.breakdown.parts, part))
    lines = list(explain_lines(replace(told, breakdown=more), width))
    assert max(map(len, lines)) <= width
    text = re.sub(r"\s+", "", "".join(lines))
    assert part.event_id in text
    assert part.tool in text


@pytest.mark.parametrize("is_finding", [False, True])
def test_the_points_of_the_direct_path_are_told_as_a_sum(is_finding: bool) -> None:
    alerts, _ = raised()
    told = [
        alert
        for alert in alerts
        if alert.breakdown is not None
        and {"high_impact"} == {part.detector for part in alert.breakdown.direct}
    ]
    given = [encode_finding(alert) for alert in told] if is_finding else lines_of(told)
    (line,) = [
        line
        for line in explain_lines(read_told(given, "")[0], width=500)
        if "high_impact: " in line and "delete" in line
    ]
    (total,) = re.findall(r": (\d+) points", line)
    assert sum(map(int, re.findall(r" ([+-]\d+)(?=,|$)", line))) == int(total) >= 65


def test_a_record_told_in_a_finding_is_decided_again() -> None:
    alerts, snapshot = raised()
    told = read_told([encode_finding(alerts[0])], "")[0]
    same, line = again_line(told, [Config(kappa=0.9), Config()], [snapshot], KEY)
    assert same, line
    with pytest.raises(CannotDecide, match="configuration"):
        again_line(told, [Config(kappa=0.9)], [snapshot], KEY)
    with pytest.raises(CannotDecide, match="snapshot"):
        again_line(told, [Config()], [], KEY)


def test_the_command_explains_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    alerts, _ = raised()
    path = tmp_path / "alerts.jsonl"
    path.write_bytes(b"\n".join([*lines_of(alerts), summary_line({"events": 1}).encode()]))
    run = CliRunner().invoke(app, ["explain", alerts[0].alert_id[:12], "--from", str(path)])
    assert run.exit_code == 0, run.output
    assert f"create of {alerts[0].alert_id}" in run.output
    missing = CliRunner().invoke(app, ["explain", "zz", "--from", str(path)])
    assert missing.exit_code == 2
    assert "no such alert" in missing.output


def test_another_risk_than_was_told_is_said_loudly() -> None:
    alerts, snapshot = raised()
    told = read_told([encode_finding(alerts[0])], "")[0]
    assert told.breakdown is not None
    forged = replace(told, breakdown=replace(told.breakdown, points=99))
    assert again_line(forged, [Config()], [snapshot], KEY)[0] is False
    with pytest.raises(CannotDecide, match="no decision"):
        again_line(replace(told, breakdown=None), [Config()], [snapshot], KEY)
