"""The lock file pins everything by hash and names no index."""

import re
import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==[^ ]+(?: ; .+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
LINES = (ROOT / "requirements.lock").read_text().splitlines()


def test_every_line_is_a_pin_or_a_hash() -> None:
    """So there is no room for the address of an index."""
    assert [line for line in LINES if not (PIN.fullmatch(line) or HASH.fullmatch(line))] == []


def test_all_that_the_project_asks_for_is_pinned() -> None:
    """After a change to the dependencies, `make lock` has to run."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = chain(project["dependencies"], *project["optional-dependencies"].values())
    names = {re.split(r"[<>=\[; ]", line, maxsplit=1)[0].lower() for line in asked}
    pinned = {match["name"] for line in LINES if (match := PIN.fullmatch(line))}
    assert names - pinned == set()
