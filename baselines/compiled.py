"""Whether the core is compiled here, and whether that is still what its source says."""

import functools
import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).parent.parent
STAMP = "baselines/compiled.json"
"""Where it is written down which source was compiled: path to SHA-256, both below the root."""


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
    for name, digest in compiled_sources(root).items():
        if digest_of(root / name) != digest:
            raise StaleCore(
                f"{name} is not what was compiled; run `make compiled`, which takes a minute, or "
                "`make interpreted`, which takes none and makes a slower core"
            )


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
