"""What a tool call is about, read from its arguments; their values are not kept."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from .base import Record

_MOST_CHARACTERS = 512
_MOST_ARGUMENTS = 256
_SEARCHED = 8_192

# Where the object of a call stands, best first: whom it goes to, what it takes, what it is called.
_OBJECTS = (
    *("recipient", "recipients", "to", "destination", "dest", "url", "uri", "endpoint", "webhook"),
    *("path", "filepath", "file", "filename", "folder", "directory", "dir", "source", "src"),
    *("bucket", "object", "key", "table", "database", "collection", "index", "repo", "repository"),
    *("project", "account", "iban", "channel", "room", "volume", "instance", "resource", "target"),
    *("address", "email", "host", "domain", "id", "ids", "name", "names", "title", "user"),
    *("username", "query", "location"),
)
_RANK = {word: rank for rank, word in enumerate(_OBJECTS)}
# What is said or run is not what is touched.
_CONTENT = frozenset(
    "body code command content contents data description html message old new prompt script sql"
    " statement text thought".split()
)
_SECRET = frozenset("credential credentials passphrase password pin secret token".split())
_COMMANDS = frozenset("bash cmd code command commands query script shell sql statement".split())
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# For a text that was cut before it parses: names and short strings, each read once.
_PAIR = re.compile(r'"(\w{1,64})"\s{0,4}:\s{0,4}"([^"\\]{1,512})"')


def read_arguments(value: object) -> Record:
    """Take arguments as they were recorded: an object, JSON, or JSON that was cut.

    Examples
    --------
    >>> read_arguments('{"path": "/srv/a", "content": "abc')
    {'path': '/srv/a'}
    >>> read_arguments({"inputs": {"path": "/srv/a"}}), read_arguments("free text")
    ({'path': '/srv/a'}, {})
    """
    if isinstance(value, str):
        try:
            value = msgspec.json.decode(value)
        except (ValueError, RecursionError):
            return dict(_PAIR.findall(str(value)[:_SEARCHED]))
    # Some frameworks wrap what the tool was given once more.
    for _ in range(2):
        if isinstance(value, dict) and len(value) <= 2:
            wrapped = [value.get(name) for name in ("inputs", "arguments", "kwargs", "params")]
            value = next((inner for inner in wrapped if isinstance(inner, dict)), value)
    return value if isinstance(value, dict) else {}


def main_object(arguments: Record) -> tuple[str | None, int]:
    """The object of a call, and how many of them there are.

    Of a secret, the name of the argument; of an address on the Web, neither its user nor its
    query, which hold what no log should.

    Examples
    --------
    >>> main_object({"body": "hello", "to": ["ann@example.org", "bob@example.org"]})
    ('ann@example.org', 2)
    >>> main_object({"password": "hunter2"}), main_object({"n": 3})
    (('password', 1), (None, 1))
    """
    best: tuple[int, str, int] | None = None
    for name, value in list(_flat(arguments))[:_MOST_ARGUMENTS]:
        words = [word.lower() for word in _WORD.findall(name)] or [name]
        if not _SECRET.isdisjoint(words):
            found: str | None = name[:_MOST_CHARACTERS]
            n, rank = 1, len(_OBJECTS)
        else:
            found, n = _short(value)
            rank = min((_RANK[word] for word in words if word in _RANK), default=len(_OBJECTS) + 1)
            if not _CONTENT.isdisjoint(words) or (rank > len(_OBJECTS) and not _is_name(found)):
                continue
        if found is not None and (best is None or rank < best[0]):
            best = rank, found, n
    return (None, 1) if best is None else best[1:]


def command_in(arguments: Record) -> str | None:
    """The command or statement that a call runs, if it runs one.

    Examples
    --------
    >>> command_in({"cwd": "/srv", "command": "rm -rf ."}), command_in({"argv": 1})
    ('rm -rf .', None)
    """
    for name, value in _flat(arguments):
        if _COMMANDS.isdisjoint(word.lower() for word in _WORD.findall(name)):
            continue
        if isinstance(value, list) and value and all(isinstance(word, str) for word in value):
            return " ".join(value[:64])
        if isinstance(value, str) and value:
            return value
    return None


def _flat(arguments: Record) -> Iterator[tuple[str, Any]]:
    """Names and values, those of objects inside as well, one level deep."""
    for name, value in list(arguments.items())[:_MOST_ARGUMENTS]:
        if isinstance(value, dict):
            yield from list(value.items())[:_MOST_ARGUMENTS]
        else:
            yield name, value


def _short(value: object) -> tuple[str | None, int]:
    n = 1
    if isinstance(value, list):
        n = max(1, len(value))
        value = next((item for item in value if isinstance(item, str | int)), None)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None, n
    value = without_secrets(value.strip())
    return (value if 0 < len(value) <= _MOST_CHARACTERS and "\n" not in value else None), n


def without_secrets(value: str) -> str:
    """Take an address on the Web without its user and its query, and anything else as it is.

    Examples
    --------
    >>> without_secrets("https://me:pw@example.org/a?token=1"), without_secrets("a?b")
    ('https://example.org/a', 'a?b')
    """
    scheme, is_address, rest = value.partition("://")
    if not is_address or not scheme.isascii() or not scheme[:1].isalpha():
        return value
    rest = rest.partition("?")[0].partition("#")[0]
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def _is_name(value: str | None) -> bool:
    """Whether a value without a telling name may be what is touched: not a number or a date."""
    return value is not None and len(value) <= 80 and any(char.isalpha() for char in value)
