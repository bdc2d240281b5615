"""The catalogue reads off names what a call can destroy, and no more."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baselines.features import ACTIONS, Action
from detectors.judging.verb_points import VERB_POINTS
from streams.meaning.catalogue import is_telling, meaning, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("delete_volume", {"delete", "volume"}),
        ("ec2:DeleteVolume", {"ec2", "delete", "volume"}),
        ("volumeDelete", {"volume", "delete"}),
        ("DBCluster.dropAll", {"db", "cluster", "drop", "all"}),
        ("s3-rm--recursive", {"s3", "rm", "recursive"}),
        ("", set()),
        ("\u202e\x00", set()),
    ],
)
def test_words_are_split_however_they_are_joined(name: str, expected: set[str]) -> None:
    assert words(name) == expected


def test_every_verb_class_has_points() -> None:
    assert set(VERB_POINTS) == set(ACTIONS)


@pytest.mark.parametrize(
    ("tool", "action", "target", "points"),
    [
        ("read_mail", "read", "inbox", 0),
        ("list_volumes", "read", "prod", 0),
        ("write_file", "write", "/app/a.py", 10),
        ("delete_file", "delete", "/app/a.py", 40),
        ("delete_volume", "delete", "prod/pg-data", 65),
        ("volumeDelete", "delete", "vol-17", 65),
        ("rm_recursive", "delete", "/app/build", 60),
        ("purge_mailbox", "delete", "ann", 85),
        ("rm", "delete", "/", 65),
        ("rm", "delete", "d:\\", 65),
        ("rmdir", "delete", "c:", 85),
        ("send_mail", "send", "ann@example.org", 25),
        ("post_forum", "send", "general", 55),
        ("send_webhook", "send", "https://x.org", 55),
        ("send_secret", "send", "ann@example.org", 55),
        ("pay_invoice", "pay", "de12", 40),
    ],
)
def test_points_are_those_of_verb_target_and_reach(
    tool: str, action: Action, target: str, points: int
) -> None:
    assert meaning(tool, action, target).points == points


def test_a_file_in_a_folder_called_backup_is_a_file() -> None:
    """The tool says what it takes; the target only where it lies."""
    assert not meaning("delete_file", "delete", "/backup/volume/a.txt").is_broad
    assert meaning("delete_backup", "delete", "a").is_broad


@pytest.mark.parametrize(
    "target",
    [
        "/app/.env",
        "/app/.env.production",
        "~/.aws/credentials",
        "/root/.kube/config",
        "/home/a/.ssh/id_rsa",
        ".netrc",
        "vault/prod",
        "api-token",
        "server.pem",
    ],
)
def test_secrets_are_seen(target: str) -> None:
    assert meaning("read_file", "read", target).is_secret


@pytest.mark.parametrize(
    "target",
    [
        "/src/token.py",
        "/docs/secrets.md",
        "/app/environment",
        "/src/password_form.tsx",
        "grid_rsat",
    ],
)
def test_what_is_about_secrets_is_none(target: str) -> None:
    assert not meaning("read_file", "read", target).is_secret


def test_reading_a_secret_is_worth_thirty() -> None:
    assert meaning("get_secret", "read", "prod/db").points == 30


@pytest.mark.parametrize(
    ("tool", "is_irreversible"),
    [("delete_mail", True), ("trash_mail", False), ("archive_mail", False), ("softDelete", False)],
)
def test_what_can_be_undone_is_not_irreversible(tool: str, is_irreversible: bool) -> None:
    assert meaning(tool, "delete", "inbox/1").is_irreversible is is_irreversible


def test_only_deleting_and_paying_are_irreversible() -> None:
    irreversible = [action for action in ACTIONS if meaning("x", action, "y").is_irreversible]
    assert irreversible == ["delete", "pay"]


@pytest.mark.parametrize(
    ("target", "is_production"),
    [("prod/db", True), ("live-1", True), ("product/db", False), ("test/db", False)],
)
def test_production_is_a_word_of_the_target(target: str, is_production: bool) -> None:
    assert meaning("read", "read", target).is_production is is_production


@pytest.mark.parametrize(
    "text", ["a" * 2_048, "aA" * 1_024, "/" * 2_048, ".env" * 512, "\\a" * 900]
)
def test_no_name_takes_long_to_read(text: str) -> None:
    """An agent chooses them; reading must be linear in their length."""
    started = time.process_time()
    for i in range(20):
        meaning(f"{text[:250]}{i}", "delete", text.lower())
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize("action", ACTIONS)
@given(target=st.text(max_size=40) | st.from_regex(r"[a-z./\\~*:_0-9-]{1,30}", fullmatch=True))
def test_a_target_that_is_not_telling_changes_no_meaning(action: Action, target: str) -> None:
    target = target.lower()
    for tool in ("read_file", "deleteVolume", "purge_all", "post_public", "x"):
        if not is_telling(target):
            assert meaning(tool, action, target) == meaning(tool, action, "")
    if not is_telling(target) and "." not in target:
        assert meaning("get_secret", action, target) == meaning("get_secret", action, "")


@pytest.mark.parametrize(
    "target", ["x/.env", "id_rsa", ".netrc", "~/.aws/", "/", "c:\\", "prod/db", "a-token", "forum"]
)
def test_places_and_words_that_tell_are_telling(target: str) -> None:
    assert is_telling(target)


def test_a_public_tool_is_told_from_a_public_target() -> None:
    """Habit excuses what a tool is called, never where it sends to."""
    assert meaning("publish_report", "send", "finance/q3").by_tool == 30
    assert meaning("send_report", "send", "forum/finance").by_tool == 0
    assert not meaning("publish_report", "send", "finance/q3").is_broad


@pytest.mark.parametrize(
    ("tool", "action", "target", "is_guarded"),
    [
        ("update_config", "write", "config:production/audit/enabled", True),
        ("stop_service", "execute", "host-1/auditd", True),
        ("put_rule", "admin", "eu/firewall/default", True),
        ("read_config", "read", "config:production/audit/enabled", False),
        ("edit_file", "write", "src/audit/writer.py", False),
        ("send_mail", "send", "mailto:audit@example.org", False),
        ("update_config", "write", "config:production/theme", False),
    ],
)
def test_taking_a_guard_off_is_broad(
    tool: str, action: Action, target: str, is_guarded: bool
) -> None:
    """While it is off, nobody sees what follows; reading it or writing about it is nothing."""
    meant = meaning(tool, action, target)
    assert meant.is_broad is is_guarded
    assert meant.points - meaning(tool, action, "x").points == 20 * is_guarded
