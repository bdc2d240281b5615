"""Who is called at night reads one line that says what to do, and never a traceback."""

import gzip
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from roguewatch.cli.main import app
from streams.embedded_broker import EmbeddedBroker

NOBODY = "127.0.0.1:1"
FIRST_LINE = "Kafka must answer at 127.0.0.1:1; got Connection refused"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without settings, where no broker is and no key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROGUEWATCH_BOOTSTRAP_SERVERS", NOBODY)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(tmp_path / "keys"))
    return tmp_path


def said(*arguments: str) -> str:
    """All that a command which could not begin says; that is one line."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2, result.output
    assert len(result.output.splitlines()) == 1
    return result.output


@pytest.mark.parametrize(
    "line",
    [
        "status",
        "kill mail-1",
        "kill mail-1 --break-glass",
        "reinstate mail-1 --reason r",
        "release abc --reason r",
        "explain abc",
        "dlq list",
        "topics create",
        "config rollback --reason r",
        "verify crash",
        f"bench throughput --bootstrap-servers {NOBODY}",
        f"bench latency --bootstrap-servers {NOBODY}",
        "worker",
        "control",
        "enforcer",
        "spans",
    ],
)
def test_without_kafka_a_command_says_so(line: str) -> None:
    assert said(*line.split()).endswith(f"{FIRST_LINE}\n")


def test_a_setting_that_cannot_be_is_named_with_what_it_may_be() -> None:
    assert said("control", "--mode", "stop") == (
        "roguewatch control: setting mode: Input should be 'shadow' or 'suspend'; got 'stop'\n"
    )


def test_a_settings_file_that_is_not_toml_is_named(elsewhere: Path) -> None:
    (elsewhere / "roguewatch.toml").write_text("mode = suspend\n")
    assert said("status").startswith("roguewatch status: roguewatch.toml must be TOML: ")


@pytest.mark.parametrize("command", ["calibrate", "detectors"])
def test_a_detector_nobody_has_is_refused_before_anything_runs(
    elsewhere: Path, command: str
) -> None:
    (elsewhere / "own.toml").write_text('[detectors.brst]\nstage = "alert"\n')
    assert "got ['brst']" in said(command, "--config", "own.toml")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("tune events.jsonl", "history must have at least one event; got none"),
        ("config shadow-report events.jsonl", "history must have at least one event; got none"),
        ("calibrate --batches 2 --chains 10 --history events.jsonl", "got none"),
        ("evaluate calibration --data events.jsonl", "got none"),
        ("evaluate sequences --data events.jsonl", "must have sequences to train; got 0 to test"),
        ("evaluate sequences --data cut.jsonl.gz", "cut.jsonl.gz: Compressed file ended"),
        ("evaluate edges --data cut.rle.gz", "cut.rle.gz must have whole numbers"),
        ("evaluate incidents --data labels", "labels.jsonl:1 must be a label: "),
        ("evaluate incidents --data nothing", "got no label"),
        ("simulate --start 9999-12-30 --out x.jsonl", "--start must leave room for 14 days; "),
        ("evaluate nab --data nab", "combined_windows.json must have windows by series: "),
        ("evaluate incidents --json no/such.json", "must be in a folder that exists; got no/such"),
        ("config validate own.toml", "own.toml: detectors must be tables by name; got 5"),
        ("config diff own.toml --against other.toml", "other.toml: weights must be of "),
        ("replay events.jsonl --config own.toml", "own.toml: detectors must be tables"),
    ],
)
def test_a_file_of_nothing_or_nonsense_is_named(elsewhere: Path, line: str, reason: str) -> None:
    (elsewhere / "events.jsonl").write_bytes(b"")
    for name in ("cut.jsonl.gz", "cut.rle.gz"):
        (elsewhere / name).write_bytes(gzip.compress(b"1 2 0 0 1\n" * 10)[:-9])
    for name in ("labels", "nothing", "nab"):
        (elsewhere / name).mkdir()
    (elsewhere / "labels" / "labels.jsonl").write_text('{"incident": "x"}\n')
    (elsewhere / "nothing" / "labels.jsonl").write_text("\n")
    (elsewhere / "nab" / "combined_windows.json").write_text("windows\n")
    (elsewhere / "own.toml").write_text("detectors = 5\n")
    (elsewhere / "other.toml").write_text("[weights]\nbrst = 1.0\n")
    assert reason in said(*line.split()).splitlines()[-1]


def test_rogue_events_that_are_not_in_the_history_are_named(elsewhere: Path) -> None:
    event = '{"event_id":"1","time":"2026-01-01T00:00:00Z","agent_id":"a","tool":"t"}\n'
    (elsewhere / "events.jsonl").write_text(event)
    (elsewhere / "rogue.txt").write_text("1\nother\n")
    assert "1 of 2 are not in it, such as 'other'" in said(
        *"tune events.jsonl --grid kappa=0.05 --rogue rogue.txt".split()
    )


@pytest.mark.parametrize(
    "line",
    ["kill mail-1 --reason r", "config publish own.toml --reason r", "reinstate mail-1 --reason r"],
)
def test_who_may_not_sign_orders_is_told_which_key_is_missing(elsewhere: Path, line: str) -> None:
    assert CliRunner().invoke(app, ["keys", "init"]).exit_code == 0
    (elsewhere / "keys" / "operator.private.jwk").unlink()
    (elsewhere / "own.toml").write_text("alerts_per_1000_agent_days = 10.0\n")
    with EmbeddedBroker() as broker:
        servers = broker.bootstrap_servers
        made = CliRunner().invoke(app, ["topics", "create", "--bootstrap-servers", servers])
        assert made.exit_code == 0
        assert "must hold operator.private.jwk" in said(
            *line.split(), "--bootstrap-servers", servers
        )


def test_what_is_left_out_of_a_history_is_said(elsewhere: Path) -> None:
    event = '{"event_id":"1","time":"2026-01-01T00:00:00Z","agent_id":"a","tool":"t"}\n'
    (elsewhere / "events.jsonl").write_text(event + "nonsense\n")
    result = CliRunner().invoke(app, ["tune", "events.jsonl", "--grid", "kappa=0.05"])
    assert result.exit_code == 0, result.output
    assert "left out 1: limits: an event must start with '{'\n" in result.stderr
    assert "the first of them: events.jsonl:2: limits: " in result.stderr


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("kill --reason r ''", "agent_id must not be empty; got ''"),
        ("reinstate --reason r --tenant a/b mail-1", "tenant must be a name without a slash"),
    ],
)
def test_nobody_in_particular_cannot_be_stopped(line: str, reason: str) -> None:
    assert CliRunner().invoke(app, ["keys", "init"]).exit_code == 0
    with EmbeddedBroker() as broker:
        assert reason in said(*shlex.split(line), "--bootstrap-servers", broker.bootstrap_servers)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("control --webhook nonsense", "webhook: url must be "),
        ("control --policy binary", "binary: "),
        ("control --protect mail-1", "--protect must be TENANT/AGENT; got 'mail-1'"),
        ("control --protect default/*", "--protect must be TENANT/AGENT; got 'default/*'"),
        ("enforcer --serves mail-1", "--serves must be TENANT/AGENT, TENANT/* or *; got 'mail-1'"),
        ("enforcer --deny-list no/such.json", "must be in a folder that exists; got no/such.json"),
    ],
)
def test_a_process_does_not_begin_with_what_it_cannot_use(
    elsewhere: Path, line: str, reason: str
) -> None:
    """Found at its start, and not when the first agent has to be stopped."""
    (elsewhere / "binary").write_bytes(b"\xff\xfe")
    with EmbeddedBroker() as broker:
        servers = ["--bootstrap-servers", broker.bootstrap_servers]
        result = CliRunner().invoke(app, [*line.split(), *servers])
    assert result.exit_code == 2, result.output
    assert reason in result.stderr.splitlines()[-1]
