"""What a shell command or a SQL statement does: verb class, target, and whether it can be undone.

The classifier of commands has three parts: this one takes a command line apart, `command_rules`
knows the programs, `sql_statements` knows SQL.
"""

import functools
import re
import shlex
from typing import Final, NamedTuple

from baselines.features import ACTIONS, Action

from . import command_rules as rules
from .sql_statements import read_sql

MOST_CHARACTERS: Final = 4_096
"""What stands behind is not read: no command needs it, and every event is somebody else's."""
_MOST_PARTS: Final = 64
_MOST_DEPTH: Final = 2
_LANGUAGE: Final = re.compile(r"(?:sh|bash|shell|cmd|powershell|sql)\s*:\s*", re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"\|\||&&|[;|&\n`]|[$<]\(")
_ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*=")
_FILLER: Final = re.compile(r"-.*|[\d.]+[smhd]?$|[A-Za-z_]\w*=")
_ONTO_A_DISK: Final = re.compile(r">\s*(/dev/(?:sd|hd|vd|xvd|nvme|disk|mmcblk)\w*)")
_HARM: Final[dict[Action, int]] = {
    **dict.fromkeys(ACTIONS, 1),
    **{"other": 0, "read": 0, "write": 2, "auth": 3, "send": 3, "pay": 4, "admin": 4, "delete": 5},
}
_ONTO_A_FILE: Final = re.compile(r"(?<![\d&>=-])>{1,2}\s*(?!/dev/null)([\w./~-]{1,256})")
_WORDS: Final = re.compile(r"[^ \t\r\n]+")
_DUPLICATED: Final = re.compile(r"\d?>&\d?|&>")


class Meant(NamedTuple):
    """What one command does."""

    action: Action
    target: str = ""
    is_irreversible: bool = False
    is_broad: bool = False
    """It takes everything below its target."""
    is_external: bool = False
    """It sends something out."""


@functools.lru_cache(4_096)
def read_command(text: str) -> Meant | None:
    """Read a command line or statement; of several, the most harmful counts. None: it is neither.

    Shell commands are split at ``;``, ``|``, ``&&``, ``||`` and line ends, quoted or not: a
    harmless text that looks harmful costs a look, the other way round costs the data. A language
    may stand before, as in ``sh:rm -rf x`` or ``sql: SELECT 1``. Looks through ``sudo``, ``env``,
    ``nohup``, ``time``, ``xargs``, ``timeout`` and ``sh -c``. Reads at most 4,096 characters.

    It misses what is spelt to deceive (variables, encodings, scripts from elsewhere): such a
    command is *execute*, as is every program that it does not know beside one that it knows.

    Examples
    --------
    >>> read_command("cd /srv && sudo rm -rf data")
    Meant(action='delete', target='data', is_irreversible=True, is_broad=True, is_external=False)
    >>> read_command("git push --force origin main").is_irreversible
    True
    >>> read_command("curl -T dump.sql https://example.org/in")[:2]
    ('send', 'https://example.org/in')
    >>> read_command("DELETE FROM users").is_broad, read_command("SELECT 1").action
    (True, 'read')
    >>> read_command("weekly report") is None
    True
    """
    is_cut = len(text) > MOST_CHARACTERS
    text = text[:MOST_CHARACTERS].strip()
    # Each expression is asked only where a mark is there without which it finds nothing.
    if ":" in text and (language := _LANGUAGE.match(text)) is not None:
        text = text[language.end() :]
    statement = read_sql(text)
    if statement is not None:
        return Meant(*statement)
    is_redirected = ">" in text
    if is_redirected and (onto_a_disk := _ONTO_A_DISK.search(text)) is not None:
        return Meant("delete", onto_a_disk[1], is_irreversible=True, is_broad=True)
    parts = _parts(_DUPLICATED.sub(" ", text) if is_redirected else text)
    known = []
    for part in parts[:_MOST_PARTS]:
        if (meant := _read_part(part)) is not None:
            known.append(meant)
    if not known:
        return None
    if len(known) < len(parts) or is_cut:
        # Beside a command stands what nobody here knows.
        known.append(Meant("execute"))
    if is_redirected and (onto_a_file := _ONTO_A_FILE.search(text)) is not None:
        known.append(Meant("write", onto_a_file[1]))
    return known[0] if len(known) == 1 else max(known, key=_harm)


def _parts(text: str) -> list[str]:
    """The commands of a line."""
    has_mark = "|" in text or "&" in text or ";" in text or "\n" in text or "`" in text
    if has_mark or "$(" in text or "<(" in text:
        return [part for part in map(str.strip, _SEPARATOR.split(text)) if part]
    text = text.strip()
    return [text] if text else []


def _harm(meant: Meant) -> int:
    return 4 * _HARM[meant.action] + meant.is_irreversible + meant.is_broad + meant.is_external


def _read_part(part: str, depth: int = 0) -> Meant | None:
    words = _unwrapped(_split(part))
    if not words:
        return None
    program = _name(words[0])
    if program in rules.SHELLS and depth < _MOST_DEPTH:
        # `sh -c 'rm -rf /'`: the command is what it is given.
        for index, word in enumerate(words[1:-1], start=1):
            if word in ("-c", "-lc", "/c", "-Command", "-command"):
                inner = _read_part(" ".join(words[index + 1 :]), depth + 1)
                return inner or Meant("execute")
    if program in rules.SQL_CLIENTS:
        statements = (read_sql(word.strip()) for word in words[1:])
        return next((Meant(*found) for found in statements if found), Meant("execute"))
    rule = rules.find(program, words[1:])
    if rule is None:
        return Meant("execute") if program in rules.PROGRAMS else None
    if len(words) == 1 and rule.action != "read":
        # A bare word does nothing to anything, and is as often no command.
        return Meant("execute")
    target = rule.target([word for word in words[1:] if not word.startswith("-")])
    return Meant(rule.action, target, rule.is_irreversible, rule.is_broad, rule.is_external)


def _split(part: str) -> list[str]:
    if not ("'" in part or '"' in part or "\\" in part):
        # As `shlex` splits it, in a fiftieth of the time: the one space that prints is " ".
        return part.split() if part.isprintable() else _WORDS.findall(part)
    try:
        return shlex.split(part)
    except ValueError:
        # A quote that another part closes.
        return [word.strip("'\"") for word in part.split()]


def _name(word: str) -> str:
    """The program that a first word names; ``reports/format`` is the name of something else."""
    if "/" in word and word.startswith(("/", "./", "../", "~/")):
        word = word.rsplit("/", 1)[-1]
    return word.lower()


def _unwrapped(words: list[str]) -> list[str]:
    """The command itself, without what only runs it."""
    is_wrapped = True
    while words and is_wrapped:
        is_wrapped = _name(words[0]) in rules.WRAPPERS
        if is_wrapped or ("=" in words[0] and _ASSIGNMENT.match(words[0])):
            words, is_wrapped = words[1:], True
            start = next((i for i, word in enumerate(words[:4]) if rules.is_known(_name(word))), 0)
            words = words[start:]
            while words and _FILLER.match(words[0]):
                words = words[1:]
    return words
