"""One number into a configuration file, and nothing else in it touched."""

import re
import tomllib
from pathlib import Path

_KAPPA = re.compile(r"^kappa\s*=.*$", re.MULTILINE)
_TABLE = re.compile(r"^\s*\[", re.MULTILINE)


def with_kappa(text: str, kappa: float) -> str:
    r"""Set `kappa` in a TOML text; comments and all other keys stay as they are.

    Raises
    ------
    ValueError
        If the text is no TOML, or another key would change.

    Examples
    --------
    >>> print(with_kappa('mode = "suspend"  # since May\n[weights]\nburst = 1.0', 0.051))
    kappa = 0.051
    mode = "suspend"  # since May
    [weights]
    burst = 1.0
    >>> with_kappa("kappa = 0.05\nmargin = 2.0", 0.051)
    'kappa = 0.051\nmargin = 2.0'
    """
    before = tomllib.loads(text)
    table = _TABLE.search(text)
    end = table.start() if table else len(text)
    line = f"kappa = {kappa!r}"
    head, n = _KAPPA.subn(line, text[:end])
    written = (head if n else f"{line}\n{head}") + text[end:]
    if tomllib.loads(written) != before | {"kappa": kappa}:
        raise ValueError("the file must have kappa on a line of its own, above all tables")
    return written


def write_kappa(path: Path, kappa: float) -> None:
    """Set `kappa` in a configuration file, which is made when it is missing."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(with_kappa(text, kappa), encoding="utf-8")
