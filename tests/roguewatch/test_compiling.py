"""Compiled or interpreted, the core gives the same results; and stale binaries are refused."""

import functools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from baselines.compiled import (
    ROOT,
    STAMP,
    SUFFIX,
    StaleCore,
    check_compiled,
    compiled_sources,
    digest_of,
    is_compiled,
    told_of_core,
)
from roguewatch.compiling import core_sources, main, missing_tool

PACKAGES = ("alerts", "baselines", "detectors", "roguewatch", "streams", "tests")
HAS_COMPILER = missing_tool() is None


def copy_sources(to: Path) -> Path:
    """The packages without their binaries: whoever runs there, runs the source."""
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            to / package,
            ignore=shutil.ignore_patterns("*.so", "*.pyd", "compiled.json", "__pycache__"),
        )
    return to


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def replayed(root: Path) -> dict[str, Any]:
    done = run(root, "-m", "tests.roguewatch.one_history")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@functools.cache
def small_core() -> dict[str, str]:
    """A core of three modules, of which one is not compiled."""
    return {
        "baselines/__init__.py": "",
        "baselines/one.py": "def one() -> int:\n    return 1\n",
        "detectors/__init__.py": "",
        "detectors/two.py": "from baselines.one import one\ndef two() -> int: return one() + 1\n",
        "detectors/config.py": "X = 1\n",
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in small_core().items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def stamp(root: Path) -> None:
    """Have it look as if all of it had been compiled."""
    digests = {name: digest_of(root / name) for name in core_sources(root)}
    for name in digests:
        (root / name).with_suffix(SUFFIX).touch()
    (root / STAMP).write_text(json.dumps(digests))


@pytest.mark.no_cover
def test_compiled_and_interpreted_give_the_same_results(tmp_path: Path) -> None:
    """Where there is a compiler the core must be compiled here, or this would prove nothing."""
    interpreted, here = replayed(copy_sources(tmp_path)), replayed(ROOT)
    assert interpreted.pop("is_compiled") is False
    assert here.pop("is_compiled") is (is_compiled() or HAS_COMPILER)
    assert here == interpreted
    assert here["n_alerts"] > 10
    assert here["n_stop_requests"] > 10


def test_what_is_compiled_is_there_and_is_no_package() -> None:
    names = sorted(core_sources())
    assert len(names) == len(set(names)) > 100
    assert all((ROOT / name).is_file() for name in names)
    assert "baselines/compiled.py" not in names
    assert not [name for name in names if name.endswith("__init__.py")]


def test_a_core_that_is_as_it_was_compiled_is_taken(root: Path) -> None:
    stamp(root)
    check_compiled(root)
    assert is_compiled(root)
    assert told_of_core(root) == "the core is compiled"


@pytest.mark.parametrize("text", ["def one() -> int:\n    return 3\n", None])
def test_a_source_that_was_changed_is_refused_by_name(root: Path, text: str | None) -> None:
    stamp(root)
    path = root / "baselines" / "one.py"
    path.unlink()
    if text is not None:
        path.write_text(text)
    with pytest.raises(StaleCore, match=r"baselines/one\.py is not what was compiled; run `make"):
        check_compiled(root)


def test_what_another_python_compiled_is_nothing_to_this_one(root: Path) -> None:
    stamp(root)
    for binary in root.rglob(f"*{SUFFIX}"):
        binary.rename(binary.with_name(binary.name.replace(SUFFIX, ".cpython-27-x.so")))
    (root / "baselines" / "one.py").write_text("")
    check_compiled(root)
    assert not is_compiled(root)


def test_removing_it_leaves_the_source_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stamp(root)
    assert main(["--remove"], root) == 0
    assert capsys.readouterr().out == "the core is interpreted\n"
    assert list(root.rglob(f"*{SUFFIX}")) == []
    assert compiled_sources(root) == {}
    left = {path.relative_to(root).as_posix() for path in root.rglob("*.*")}
    assert left == set(small_core())


def test_without_a_compiler_it_stays_interpreted_and_says_so(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CC", "no-such-compiler -O1")
    assert main([], root) == 0
    told = capsys.readouterr().out
    assert told.startswith("the core stays interpreted")
    assert "no C compiler (no-such-compiler)" in told
    assert not is_compiled(root)


def test_what_cannot_be_compiled_stays_interpreted_and_is_an_error(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong type is found before any C compiler is needed."""
    monkeypatch.setattr("roguewatch.compiling.missing_tool", lambda: None)
    stamp(root)
    (root / "detectors" / "two.py").write_text('def two() -> int:\n    return "two"\n')
    assert main([], root) == 1
    told = capsys.readouterr().err
    assert "two.py:2: error" in told
    assert "could not be compiled" in told
    assert not is_compiled(root)


def test_it_compiles_what_is_to_be_compiled_and_only_once(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no C compiler it runs the source, and is no error."""
    monkeypatch.setenv("ROGUEWATCH_OPTIMISE", "0")
    code = (
        "import detectors.two as t, detectors.config as c; print(t.two(), t.__file__, c.__file__)"
    )
    assert main([], root) == 0
    assert is_compiled(root) is HAS_COMPILER
    if not HAS_COMPILER:
        assert run(root, "-c", code).stdout.split()[1].endswith("two.py")
        return
    assert "compiling the core, 2 modules" in capsys.readouterr().out
    value, two, config = run(root, "-c", code).stdout.split()
    assert (value, two.endswith(SUFFIX), config.endswith("config.py")) == ("2", True, True)
    assert main([], root) == 0
    assert capsys.readouterr().out == ""
    # And back: what was compiled before is taken from where it was built.
    assert main(["--remove"], root) == 0
    assert run(root, "-c", code).stdout.split()[1].endswith("two.py")
    capsys.readouterr()
    monkeypatch.setattr("roguewatch.compiling.run_build", None)
    assert main([], root) == 0
    assert "as it was built before" in capsys.readouterr().out
    assert run(root, "-c", code).stdout.split()[1].endswith(SUFFIX)
