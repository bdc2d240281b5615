"""Compile the core with mypyc: the same source and the same results, in a fraction of the time.

`python -m roguewatch.compiling` does so where the packages lie, or nothing where that is done;
with `--remove` the core is interpreted again.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from baselines.compiled import ROOT, STAMP, SUFFIX, compiled_sources, digest_of

CORE = (
    "baselines/*.py",
    "detectors/*.py",
    "detectors/judging/*.py",
    "detectors/weighing/*.py",
    "streams/assessing/*.py",
    "streams/meaning/*.py",
    *(f"streams/{name}.py" for name in ("decoding", "featurize", "monitor", "profiles")),
    "streams/read_event.py",
    "streams/snapshot.py",
    *(f"streams/partitions/{name}.py" for name in ("partition", "raised", "read_ahead")),
)
INTERPRETED = {
    "baselines/compiled.py",  # it says what is compiled
    "detectors/config.py",  # read once; the same for what stands below
    "detectors/fleet_detector.py",
    "detectors/fleet_registry.py",
    "detectors/judging/agent_facts.py",  # msgspec reads its types, which compiling forgets
    "detectors/judging/points.py",  # the same: an alert's are read from its record
    "detectors/registry.py",
}
_PACKAGES = ("alerts", "baselines", "detectors", "streams")
PROGRESS = "compiled "
"""How lines of the build begin that say how far it is."""

_MYPY = """[mypy]
explicit_package_bases = true
follow_imports_for_stubs = true
[mypy-alerts.*,numpy.*,roguewatch.*,river.*]
follow_imports = skip
"""


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Compile the core, or remove what was compiled; say which.

    Parameters
    ----------
    arguments
        Of the command line.
    root
        Where the packages lie.
    """
    names = sorted(core_sources(root))
    if "--remove" in arguments:
        _remove(root)
        print("the core is interpreted")
        return 0
    digests = {name: digest_of(root / name) for name in names}
    if compiled_sources(root) == digests and len(list(_binaries(root))) > len(names):
        return 0
    _remove(root)
    if (missing := missing_tool()) is not None:
        print(f"the core stays interpreted, which only costs time: {missing}")
        return 0
    build = root / ".cache" / "core"
    level = os.environ.get("ROGUEWATCH_OPTIMISE", "3")
    wanted = json.dumps([sys.version, level, digests])
    built = build / "built.json"
    if built.is_file() and built.read_text() == wanted:
        print("the core is compiled, as it was built before")
    else:
        print(f"compiling the core, {len(names)} modules (once, a minute or two)", flush=True)
        built.unlink(missing_ok=True)
        _copy_sources(root, build)
        (build / "mypy.ini").write_text(_MYPY)
        code, told = run_build(build, [level, *names])
        if code:
            print(told[-4_000:], file=sys.stderr)
            print("the core stays interpreted: it could not be compiled", file=sys.stderr)
            return 1
        built.write_text(wanted)
    for binary in _binaries(build):
        # What was compiled once and is not any more lies there, too.
        if binary.parent == Path() or f"{binary}".removesuffix(SUFFIX) + ".py" in digests:
            shutil.copy2(build / binary, root / binary)
    (root / STAMP).write_text(json.dumps(digests, indent=1))
    return 0


def core_sources(root: Path = ROOT) -> Iterator[str]:
    """Paths of what is compiled, below the root.

    Examples
    --------
    >>> "streams/monitor.py" in core_sources(), "streams/worker.py" in core_sources()
    (True, False)
    """
    for pattern in CORE:
        for path in root.glob(pattern):
            name = path.relative_to(root).as_posix()
            if path.name != "__init__.py" and name not in INTERPRETED:
                yield name


def missing_tool() -> str | None:
    """What there is none of here and compiling needs; `None` where all is there."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"there is no C compiler ({compiler})"
    if not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        return "Python's headers are missing (python3-dev)"
    for module in ("mypyc", "setuptools"):
        if importlib.util.find_spec(module) is None:
            return f"there is no {module} (mypy and setuptools of the extra `dev`)"
    return None


def _copy_sources(root: Path, build: Path) -> None:
    """Copy what is new: a file that stays as it was need not be compiled again."""
    for package in _PACKAGES:
        for path in (root / package).rglob("*.py"):
            copy = build / path.relative_to(root)
            if digest_of(copy) != digest_of(path):
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)


def run_build(build: Path, arguments: list[str]) -> tuple[int, str]:
    """Build there; exit code and what was said, of which a terminal sees how far it is."""
    told = []
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "roguewatch.core_build", *arguments],
        cwd=build, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as running:  # fmt: skip
        for line in running.stdout or ():
            if not line.startswith(PROGRESS):
                told.append(line)
            elif sys.stdout.isatty():
                print(f"\r{line.strip()}", end="", flush=True)
    if sys.stdout.isatty():
        print()
    return running.returncode, "".join(told)


def _binaries(root: Path) -> Iterator[Path]:
    """Compiled modules for this Python, relative to the root."""
    yield from (path.relative_to(root) for path in root.glob(f"roguewatch_core*{SUFFIX}"))
    for package in _PACKAGES:
        yield from (path.relative_to(root) for path in (root / package).rglob(f"*{SUFFIX}"))


def _remove(root: Path) -> None:
    for binary in list(_binaries(root)):
        (root / binary).unlink()
    (root / STAMP).unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
