"""What a SQL statement does, and whether it takes a whole table."""

import re
from typing import Final, NamedTuple

from baselines.features import Action

_NAME: Final = r"[`\"\[]?([\w.$-]{1,128})"
_START: Final = re.compile(
    r"(?:--[^\n]*\n\s*|/\*[^*]{0,500}\*/\s*)?"
    r"(select|with|show|explain|insert|update|delete|drop|truncate|alter|create|grant|revoke"
    r"|merge|replace|copy|call|exec)\b",
    re.IGNORECASE,
)
# A word that opens a statement opens many an English sentence, and some commands, as well.
_SHAPES: Final = {
    "select": re.compile(r"select\s.*?\bfrom\b|select\s+[\d*'@(]", re.IGNORECASE | re.DOTALL),
    "with": re.compile(r"with\s+\w+\s+as\s*\(", re.IGNORECASE),
    "show": re.compile(r"show\s+(?:tables|databases|columns|index|create|grants)\b", re.IGNORECASE),
    "explain": re.compile(r"explain\s+(?:analyze\s+)?(?:select|update|delete)\b", re.IGNORECASE),
    "insert": re.compile(rf"insert\s+(?:ignore\s+)?into\s+{_NAME}", re.IGNORECASE),
    "update": re.compile(rf"update\s+{_NAME}\S*\s+set\s", re.IGNORECASE),
    "delete": re.compile(rf"delete\s+from\s+{_NAME}", re.IGNORECASE),
    "drop": re.compile(
        r"drop\s+(?:table|database|schema|view|index|role|user|column|keyspace|collection)\s+"
        rf"(?:if\s+exists\s+)?{_NAME}",
        re.IGNORECASE,
    ),
    "truncate": re.compile(rf"truncate\s+(?:table\s+)?{_NAME}[\w`\"\]]*\s*(?:;|$)", re.IGNORECASE),
    "alter": re.compile(
        rf"alter\s+(?:table|database|role|user|schema|view)\s+{_NAME}", re.IGNORECASE
    ),
    "create": re.compile(
        r"create\s+(?:or\s+replace\s+)?(?:unique\s+|temp\w*\s+)?"
        rf"(?:table|database|schema|view|index|role|user|function)\s+(?:if\s+not\s+exists\s+)?{_NAME}",
        re.IGNORECASE,
    ),
    "grant": re.compile(r"grant\s+[\w, ]{1,200}\s(?:on|to)\s", re.IGNORECASE),
    "revoke": re.compile(r"revoke\s+[\w, ]{1,200}\s(?:on|from)\s", re.IGNORECASE),
    "merge": re.compile(rf"merge\s+into\s+{_NAME}", re.IGNORECASE),
    "replace": re.compile(rf"replace\s+into\s+{_NAME}", re.IGNORECASE),
    "copy": re.compile(rf"copy\s+{_NAME}\S*\s+(?:from|to)\s", re.IGNORECASE),
    "call": re.compile(rf"call\s+{_NAME}\s*\(", re.IGNORECASE),
    "exec": re.compile(r"exec\s+(?:sp_|xp_|dbo\.)(\w+)", re.IGNORECASE),
}
_BEGINNINGS: Final = frozenset(("--", "/*", *(word[:2] for word in _SHAPES)))
_ACTIONS: Final[dict[str, Action]] = {
    **dict.fromkeys(("select", "with", "show", "explain"), "read"),
    **dict.fromkeys(("insert", "update", "alter", "create", "merge", "replace", "copy"), "write"),
    **dict.fromkeys(("delete", "drop", "truncate"), "delete"),
    **dict.fromkeys(("grant", "revoke"), "admin"),
    **dict.fromkeys(("call", "exec"), "execute"),
}
_WHERE: Final = re.compile(r"\bwhere\b", re.IGNORECASE)
# `WHERE 1=1` and `WHERE true` name every row.
_EVERY_ROW: Final = re.compile(r"\bwhere\s+(?:true|(\d+)\s*=\s*\1)\s*(?:;|$)", re.IGNORECASE)
_RIGHTS: Final = re.compile(r"(?:create|alter|drop)\s+(?:role|user)\b", re.IGNORECASE)
# A common table expression may end in a change.
_CHANGES_LATER: Final = re.compile(r"\)\s*(delete\s+from|update|insert\s+into)\s", re.IGNORECASE)


class Statement(NamedTuple):
    """What one statement does, in the fields of `streams.meaning.commands.Meant`."""

    action: Action
    target: str
    is_irreversible: bool
    is_broad: bool
    is_external: bool = False


def read_sql(text: str) -> Statement | None:
    """Read one statement; None when the text is none. Every pattern is linear in its length.

    Examples
    --------
    >>> read_sql("DELETE FROM orders WHERE id = 7").is_broad, read_sql("DELETE FROM t").is_broad
    (False, True)
    >>> read_sql("DROP TABLE IF EXISTS orders")[:3], read_sql("select a table for dinner")
    (('delete', 'orders', True), None)
    """
    if text[:2].lower() not in _BEGINNINGS or (start := _START.match(text)) is None:
        return None
    word, rest = start[1].lower(), text[start.start(1) :]
    expected = _SHAPES.get(word)
    # A long s or the sign of Kelvin is a letter without case, and no database's.
    if expected is None or (shape := expected.match(rest)) is None:
        return None
    action = _ACTIONS[word]
    if word == "with" and (later := _CHANGES_LATER.search(rest)) is not None:
        action = "delete" if later[1].lower().startswith("delete") else "write"
    if _RIGHTS.match(rest) is not None:
        action = "admin"
    target = shape[1].lower() if shape.re.groups else ""
    takes_all = word in ("drop", "truncate") or (
        word in ("delete", "update")
        and (_WHERE.search(rest) is None or _EVERY_ROW.search(rest) is not None)
    )
    return Statement(action, target, action == "delete", takes_all)
