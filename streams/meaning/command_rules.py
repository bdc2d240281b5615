"""Which programs do what: the table behind `streams.meaning.commands`."""

import re
from typing import NamedTuple

from baselines.features import Action


class Rule(NamedTuple):
    """What a program does when it is called with these words.

    Parameters
    ----------
    needs
        Words of which each must be there; alternatives are written ``a|b``.
    n_before
        Operands before the target: ``kubectl delete pod NAME`` has two. -1 for programs with
        groups of commands of any depth: the target stands behind the last needed word.
    """

    needs: tuple[str, ...]
    action: Action
    is_irreversible: bool = False
    is_broad: bool = False
    is_external: bool = False
    n_before: int = 0

    def target(self, operands: list[str]) -> str:
        """The operand that the call is about, or nothing."""
        n_before = self.n_before
        if n_before < 0:
            needed = [i for i, word in enumerate(operands) if _has({word.lower()}, self.needs[-1])]
            n_before = needed[-1] + 1 if needed else 0
        left = operands[n_before:]
        if self.is_external:
            left = [word for word in left if "://" in word or ":" in word] or left[-1:]
        onto = next((word[3:] for word in left if word.startswith("of=")), "")
        return onto or (left[0] if left else "")


_RECURSIVE = "-r|-R|--recursive"
_READ = Rule((), "read")
_WRITE = Rule((), "write")
_DELETE = Rule((), "delete", is_irreversible=True)
_WIPE = Rule((), "delete", is_irreversible=True, is_broad=True)
_ADMIN = Rule((), "admin")
_SEND = Rule((), "send", is_external=True)
_INSTALL = Rule(("install|add|i|ci|update|upgrade|sync",), "execute", n_before=1)

# The first rule whose words are all there counts; () always fits.
_TABLE: dict[str, tuple[Rule, ...]] = {
    "rm unlink rmdir": (
        Rule((_RECURSIVE,), "delete", is_irreversible=True, is_broad=True),
        _DELETE,
    ),
    "del erase rd": (Rule(("/s",), "delete", is_irreversible=True, is_broad=True), _DELETE),
    "remove-item ri": (
        Rule(("-recurse|-Recurse",), "delete", is_irreversible=True, is_broad=True),
        _DELETE,
    ),
    "shred srm truncate": (_DELETE,),
    "dd": (Rule(("of=/dev",), "delete", True, True), _WRITE),
    "mkfs wipefs fdisk sfdisk parted sgdisk blkdiscard diskpart format mke2fs": (_WIPE,),
    "lvremove vgremove pvremove zfs zpool": (
        Rule(("list|get|status",), "read"),
        Rule(("create|set|snapshot|import",), "write", n_before=1),
        _WIPE,
    ),
    "dropdb dropuser mysqladmin": (
        Rule(("status|ping|version",), "read"),
        _WIPE,
    ),
    "find": (
        Rule(("-delete",), "delete", is_irreversible=True, is_broad=True),
        Rule(("-exec|-execdir", "rm|shred|unlink"), "delete", is_irreversible=True, is_broad=True),
        Rule(("-exec|-execdir",), "execute"),
        _READ,
    ),
    "rsync": (
        Rule(("--delete|--delete-after|--delete-excluded",), "delete", is_broad=True, n_before=1),
        Rule((":",), "send", is_external=True),
        _WRITE,
    ),
    "git": (
        Rule(("push", "-f|--force|--mirror|--delete|-d|--prune"), "delete", True, True, n_before=1),
        Rule(("push", "+"), "delete", True, True, n_before=1),
        Rule(("push",), "send", n_before=1),
        Rule(("reset", "--hard"), "delete", True, n_before=1),
        Rule(("clean", "-f|--force"), "delete", True, True, n_before=1),
        Rule(("branch|tag", "-d|-D|--delete"), "delete", n_before=1),
        Rule(("filter-branch|filter-repo",), "delete", True, True, n_before=1),
        Rule(("status|log|diff|show|fetch|blame|remote|rev-parse|ls-files|branch|grep",), "read"),
        Rule((), "write", n_before=1),
    ),
    "terraform tofu terragrunt": (
        Rule(("destroy",), "delete", True, True, n_before=1),
        Rule(("apply", "-destroy|--destroy"), "delete", True, True, n_before=1),
        Rule(("state", "rm"), "delete", n_before=2),
        Rule(("apply|import",), "execute", n_before=1),
        _READ,
    ),
    "pulumi cdk cdktf serverless sls": (
        Rule(("destroy|remove",), "delete", True, True, n_before=1),
        Rule(("up|deploy",), "execute", n_before=1),
        _READ,
    ),
    "kubectl oc": (
        Rule(
            ("delete", "--all|-A|--all-namespaces|namespace|ns"), "delete", True, True, n_before=2
        ),
        Rule(("delete",), "delete", True, n_before=2),
        Rule(("create|apply", "clusterrolebinding|rolebinding|clusterrole|role"), "admin"),
        Rule(("exec|run|debug|attach",), "execute", n_before=1),
        Rule(("get|describe|logs|top|explain|version|diff|config",), "read", n_before=1),
        Rule((), "write", n_before=1),
    ),
    "helm": (
        Rule(("uninstall|delete",), "delete", True, n_before=1),
        Rule(("install|upgrade|rollback",), "execute", n_before=1),
        _READ,
    ),
    "docker podman nerdctl": (
        Rule(("prune",), "delete", True, True, n_before=1),
        Rule(("rm|rmi|kill",), "delete", True, n_before=1),
        Rule(("push",), "send", n_before=1),
        Rule(("run|exec|build|start|compose|up",), "execute", n_before=1),
        _READ,
    ),
    "aws": (
        Rule(("s3", "rb"), "delete", True, True, n_before=2),
        Rule(("s3", "rm", "--recursive"), "delete", True, True, n_before=2),
        Rule(("s3", "rm"), "delete", True, n_before=2),
        Rule(("s3", "sync", "--delete"), "delete", is_broad=True, n_before=3),
        Rule(("s3", "cp|mv|sync"), "write", n_before=3),
        Rule(("iam", "~get|list"), "read", n_before=2),
        Rule(("iam",), "admin", n_before=2),
        Rule(("~delete|terminate|purge|deregister",), "delete", True, n_before=2),
        Rule(("~describe|get|list|head|ls|lookup|filter|scan|query",), "read", n_before=2),
        Rule(("~invoke|run|start|execute|send-command",), "execute", n_before=2),
        Rule((), "write", n_before=2),
    ),
    "gcloud gsutil bq az doctl heroku flyctl fly railway vercel netlify": (
        Rule(("projects|group|app|apps|sql", "delete|destroy"), "delete", True, True, n_before=-1),
        Rule(("rm", _RECURSIVE), "delete", True, True, n_before=1),
        Rule(("delete|destroy|rm|rb|purge",), "delete", True, n_before=-1),
        Rule(("iam|role|add-iam-policy-binding|set-iam-policy|ad",), "admin", n_before=2),
        Rule(("list|describe|show|get|ls|cat|logs|info",), "read", n_before=2),
        Rule((), "write", n_before=2),
    ),
    "redis-cli": (Rule(("flushall|flushdb",), "delete", True, True), Rule(("del",), "delete")),
    "curl http https xh httpie": (
        Rule(("~delete",), "delete", True),
        Rule(
            ("-T|--upload-file|-d|--data|--data-binary|--data-raw|-F|--form|--json",),
            "send",
            is_external=True,
        ),
        Rule(("~post|put|patch",), "send", is_external=True),
        _READ,
    ),
    "wget": (
        Rule(("--post-data|--post-file|--body-data|--body-file",), "send", is_external=True),
        _READ,
    ),
    "scp sftp ftp nc ncat netcat socat telnet rclone croc": (_SEND,),
    "ssh": (Rule((), "execute"),),
    "mail mailx sendmail mutt msmtp": (_SEND,),
    "chmod chown chgrp setfacl icacls takeown attrib": (
        Rule((f"{_RECURSIVE}|/t",), "admin", is_broad=True, n_before=1),
        Rule((), "admin", n_before=1),
    ),
    "useradd userdel usermod groupadd adduser deluser visudo setenforce iptables ufw": (_ADMIN,),
    "passwd chpasswd ssh-keygen ssh-copy-id": (Rule((), "auth"),),
    "pip pip3 uv pipx poetry conda npm yarn pnpm apt apt-get dnf yum apk brew gem cargo go": (
        Rule(("uninstall|remove|purge|rm",), "delete", n_before=1),
        Rule(("publish",), "send", is_external=True, n_before=1),
        _INSTALL,
        Rule(("list|show|search|view|info|freeze|audit|outdated",), "read", n_before=1),
        Rule((), "execute", n_before=1),
    ),
    "systemctl service launchctl": (
        Rule(("status|list-units|is-active|show",), "read", n_before=1),
        Rule((), "execute", n_before=1),
    ),
    "kill pkill killall shutdown reboot halt poweroff": (Rule((), "execute"),),
    "crontab": (Rule(("-r",), "delete", True, True), Rule(("-l",), "read"), _WRITE),
    "cp mv touch mkdir ln tee install patch tar zip unzip gzip": (_WRITE,),
    "sed perl": (Rule(("-i|--in-place",), "write", n_before=1), _READ),
    "ls cat head tail less more grep egrep rg ag awk cut sort uniq wc pwd whoami id uname df du"
    " ps top free date file stat tree which env printenv echo printf cd jq diff nproc hostname"
    " true test history type": (_READ,),
}
_RULES = {name: rules for names, rules in _TABLE.items() for name in names.split()}

SHELLS = frozenset("bash cmd dash fish ksh powershell pwsh sh zsh".split())
"""Programs that run the command they are given."""
SQL_CLIENTS = frozenset("clickhouse-client duckdb mariadb mysql psql sqlite3 sqlcmd".split())
"""Programs that run the statement they are given."""
WRAPPERS = frozenset(
    "builtin chroot command doas env exec ionice nice nohup setsid stdbuf sudo time timeout watch"
    " xargs".split()
)
"""Programs that run what stands behind them."""
PROGRAMS = (
    SHELLS
    | SQL_CLIENTS
    | frozenset(
        "ansible ansible-playbook bundle cmake deno dotnet eval gcc gradle java javac jest make mvn"
        " mypy node npx nox osascript php pytest python python3 rake ruby ruff rustc source tox uvx"
        " mongosh".split()
    )
)
"""Programs that run code: what it does cannot be seen from here."""
_SHORT_FLAGS = re.compile(r"-[a-zA-Z]{2,6}$")


def find(program: str, arguments: list[str]) -> Rule | None:
    """Look up what a program does when called so; None for a program that is not known.

    Examples
    --------
    >>> find("rm", ["-rf", "/srv"]).is_broad, find("ls", []).action, find("weekly", ["report"])
    (True, 'read', None)
    """
    # mkfs.ext4, python3.12
    rules = _RULES.get(program) or _RULES.get(program.split(".")[0])
    if rules is None:
        return None
    words: set[str] = set()
    for word in arguments:
        if not word.startswith("-"):
            words.add(word.lower())
            continue
        words.update((word, word.split("=", 1)[0]))
        if _SHORT_FLAGS.match(word):
            words.update(f"-{letter}" for letter in word[1:])
        if word.startswith("-X"):
            words.add(word[2:].lower())
    return next((rule for rule in rules if all(_has(words, need) for need in rule.needs)), None)


def is_known(program: str) -> bool:
    """Whether this is a program that the table, or the list of those that run code, names."""
    return program in _RULES or program in PROGRAMS


def _has(words: set[str], need: str) -> bool:
    """Whether a needed word is there; ``~`` asks how words begin, ``:`` for a remote place."""
    if need == ":":
        return any(":" in word and not word.startswith("-") for word in words)
    if need == "+":
        return any(word.startswith("+") for word in words)
    if need == "of=/dev":
        return any(word.startswith("of=/dev/") and word != "of=/dev/null" for word in words)
    if need.startswith("~"):
        return any(word.startswith(tuple(need[1:].split("|"))) for word in words)
    return not words.isdisjoint(need.split("|"))
