"""Both screens show the same facts, and neither interprets what an agent wrote."""

import io

import pytest
from rich.console import Console

from roguewatch.demo.benign import BenignReport
from roguewatch.demo.live_screen import LiveScreen
from roguewatch.demo.plain_screen import PlainScreen
from roguewatch.demo.screen import AgentRow, Screen
from roguewatch.demo.verdict import Verdict

GOOD = Verdict(
    incident="b-never",
    title="an inbox",
    key="default/[red]mail[/red]",
    first_rogue_at=0.25,
    alert_at_call=2,
    stop_at_call=3,
    first_refused=4,
    alert_ms=512.4,
    command_ms=48.0,
    ack_ms=80.0,
)
BAD = Verdict(incident="d", title="secrets", key="default/x", misses=("no alert", "no command"))
REPORT = BenignReport(
    n_alerts=19, agent_days=2_000, expected=10.0, bound=18, stopped=("default/a",), n_requests=1
)


def show(screen: Screen) -> None:
    screen.open()
    screen.stage("a stage")
    screen.progress("written", 5, 10)
    screen.line("alert", "[bold]risk[/bold]")
    screen.agents([AgentRow("default/a", "b-never", 3, 1, 97, "stopped")])
    screen.line("error", "[red]told[/red]")
    screen.result([GOOD, BAD], REPORT, ["a note"])
    screen.close()


def live_output() -> str:
    output = io.StringIO()
    show(LiveScreen(Console(file=output, width=250, force_terminal=True, color_system=None)))
    return output.getvalue()


def plain_output(capsys: pytest.CaptureFixture[str]) -> str:
    show(PlainScreen())
    return capsys.readouterr().out


@pytest.mark.parametrize("kind", ["live", "plain"])
def test_the_table_says_who_when_and_how_fast(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = live_output() if kind == "live" else plain_output(capsys)
    for text in ("a stage", "00:00:00.250", "[red]mail[/red]", "512", "48", "80", "MISSED"):
        assert text in output
    for text in ("no alert", "1 of 2 incidents as required", "benign alerts: 19", "at most 18"):
        assert text in output
    for text in ("FAILED: default/a was stopped", "a note", "[red]told[/red]"):
        assert text in output


def test_a_terminal_shows_agents_and_lines_as_they_are() -> None:
    output = live_output()
    assert "[bold]risk[/bold]" in output
    assert "stopped" in output


def test_plain_lines_hold_no_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in plain_output(capsys)
