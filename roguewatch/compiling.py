"""Compile the core with mypyc: the same source and the same results, in a fraction of the time.

`python -m roguewatch.compiling` does so where the packages lie, or nothing where that is done;
with `--remove` the core is interpreted again.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from baselines.compiled import ROOT, STAMP, compiled_sources, digest_of

CORE = (
    "baselines/*.py",
    "detectors/*.py",
    "detectors/judging/*.py",
    "detectors/weighing/*.py",
    "streams/assessing/*.py",
    "streams/meaning/*.py",
    *(f"streams/{name}.py" for name in ("featurize", "monitor", "profiles", "read_event")),
    "streams/snapshot.py",
)
INTERPRETED = {
    "baselines/compiled.py",  # it says what is compiled
    "baselines/profile.py",  # a dict of its own kind, whose look-ups are compiled already
    "detectors/config.py",  # read once; the same for what stands below
    "detectors/fleet_detector.py",
    "detectors/fleet_registry.py",
    "detectors/judging/agent_facts.py",  # msgspec reads its types, which compiling forgets
    "detectors/registry.py",
    "streams/meaning/command_rules.py",
    "streams/meaning/commands.py",
    "streams/meaning/sql_statements.py",
}
_PACKAGES = ("alerts", "baselines", "detectors", "streams")
_BUILD = ROOT / ".cache" / "core"
_MYPY = """[mypy]
explicit_package_bases = true
follow_imports_for_stubs = true
[mypy-alerts.*,numpy.*,roguewatch.*,river.*]
follow_imports = skip
"""
_BUILD_ALL = """
import sys
from mypyc.build import mypycify
from setuptools import setup
level, *names = sys.argv[1:]
modules = mypycify(["--config-file=mypy.ini", *names], opt_level=level, multi_file=True,
                   group_name="roguewatch_core")
setup(name="core", packages=[], script_args=["--quiet", "build_ext", "--inplace"],
      ext_modules=modules)
"""


def main(arguments: list[str]) -> int:
    """Compile the core, or remove what was compiled; say which."""
    names = sorted(_core())
    if "--remove" in arguments:
        _remove()
        print("the core is interpreted")
        return 0
    digests = {name: digest_of(ROOT / name) for name in names}
    if compiled_sources() == digests and len(list(_binaries(ROOT))) > len(names):
        return 0
    _remove()
    if (missing := _missing()) is not None:
        print(f"the core stays interpreted, which only costs time: {missing}")
        return 0
    print(f"compiling the core, {len(names)} modules (once, a minute or two)", flush=True)
    _copy_sources()
    (_BUILD / "mypy.ini").write_text(_MYPY)
    level = os.environ.get("ROGUEWATCH_OPTIMISE", "3")
    done = subprocess.run(
        [sys.executable, "-c", _BUILD_ALL, level, *names],
        cwd=_BUILD, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        print(done.stdout[-4_000:], done.stderr[-4_000:], file=sys.stderr)
        print("the core stays interpreted: it could not be compiled", file=sys.stderr)
        return 1
    for binary in _binaries(_BUILD):
        shutil.copy2(_BUILD / binary, ROOT / binary)
    (ROOT / STAMP).write_text(json.dumps(digests, indent=1))
    return 0


def _core() -> Iterator[str]:
    for pattern in CORE:
        for path in ROOT.glob(pattern):
            name = path.relative_to(ROOT).as_posix()
            if path.name != "__init__.py" and name not in INTERPRETED:
                yield name


def _missing() -> str | None:
    """What there is none of here and would be needed."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"there is no C compiler ({compiler})"
    if not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        return "Python's headers are missing (python3-dev)"
    return None


def _copy_sources() -> None:
    """Copy what is new: a file that stays as it was need not be compiled again."""
    for package in _PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            copy = _BUILD / path.relative_to(ROOT)
            if digest_of(copy) != digest_of(path):
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)


def _binaries(root: Path) -> Iterator[Path]:
    """Compiled modules for this Python, relative to the root."""
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    yield from (path.relative_to(root) for path in root.glob(f"*{suffix}"))
    for package in _PACKAGES:
        yield from (path.relative_to(root) for path in (root / package).rglob(f"*{suffix}"))


def _remove() -> None:
    for binary in list(_binaries(ROOT)):
        (ROOT / binary).unlink()
    (ROOT / STAMP).unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
