"""Whether the core is compiled here, and whether that is still what its source says."""

import functools
import hashlib
import json
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

ROOT = Path(__file__).parent.parent
STAMP = "baselines/compiled.json"
"""Where it is written down which source was compiled: path to SHA-256, both below the root."""
SUFFIX = EXTENSION_SUFFIXES[0]
"""What a module ends with that was compiled for this Python."""


class StaleCore(ImportError):
    """Some of the core's source was changed after it was compiled: neither is to be trusted."""


@functools.cache
def check_compiled(root: Path = ROOT) -> None:
    """Refuse to run compiled modules whose source has changed since.

    Python prefers a compiled module to its source, whichever is newer: who changed a detector
    would go on running the one before, and never know.

    Raises
    ------
    StaleCore
        If a source file is not what was compiled.

    Examples
    --------
    >>> check_compiled(Path("nowhere"))
    """
    if not is_compiled(root):
        return
    for name, digest in compiled_sources(root).items():
        if digest_of(root / name) != digest:
            raise StaleCore(
                f"{name} is not what was compiled; run `make compiled`, which takes a minute, or "
                "`make interpreted`, which takes none and makes a slower core"
            )


def is_compiled(root: Path = ROOT) -> bool:
    """Whether this Python finds the core compiled; what another one compiled does not count.

    Examples
    --------
    >>> is_compiled(Path("nowhere"))
    False
    """
    return any((root / name).with_suffix(SUFFIX).exists() for name in compiled_sources(root))


def told_of_core(root: Path = ROOT) -> str:
    """Whether the core is compiled, in words: who measures something needs to know.

    Examples
    --------
    >>> told_of_core(Path("nowhere"))
    'the core is interpreted'
    """
    return f"the core is {'compiled' if is_compiled(root) else 'interpreted'}"


def compiled_sources(root: Path = ROOT) -> dict[str, str]:
    """What was compiled, by path; nothing where the core is interpreted."""
    try:
        stamp: dict[str, str] = json.loads((root / STAMP).read_bytes())
    except FileNotFoundError:
        return {}
    return stamp


def digest_of(path: Path) -> str:
    """SHA-256 of a source file; nothing if it is gone."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
