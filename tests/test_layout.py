"""The house has the rooms that were agreed, and each loads from where it should."""

import importlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("alerts", "baselines", "detectors", "roguewatch", "streams")
TOP_LEVEL = {
    *PACKAGES,
    "tests",
    "notebooks",
    "CHANGELOG.md",
    "Dockerfile",
    "LICENSE",
    "Makefile",
    "README.md",
    "docker-compose.yml",
    "pyproject.toml",
    "requirements.lock",
}
# What runs inside other people's agents stays light.
HEAVY = {"aiokafka", "cedarpy", "faust", "mode", "numpy", "pydantic", "rich", "river", "typer"}


def git_files(*patterns: str) -> list[Path]:
    """Files that git knows or would add, so that neither caches nor build products count."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for line in lines.splitlines() if (path := ROOT / line).is_file()]


def imported_with(module: str) -> set[str]:
    """Top-level modules that a fresh interpreter has after importing `module`."""
    code = f"import json, sys, {module}; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return {name.split(".")[0] for name in json.loads(done.stdout)}


def test_the_top_level_is_closed() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in git_files()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_no_python_file_is_longer_than_300_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in git_files("*.py", "*.pyi")
    }
    assert {name: n for name, n in lengths.items() if n > 300} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_loads_from_this_checkout(package: str) -> None:
    """The flat names are generic: another `alerts` on the path would be found first."""
    assert importlib.import_module(package).__file__ == str(ROOT / package / "__init__.py")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_of_a_package_is_a_package_and_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()
    folders = {path.parent for path in git_files(f"{package}/*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_only_the_agreed_packages_are_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == sorted(PACKAGES)
    assert "Private :: Do Not Upload" in project["project"]["classifiers"]


@pytest.mark.parametrize("package", ["alerts", "roguewatch", "streams"])
def test_a_package_imports_nothing_of_its_own(package: str) -> None:
    assert imported_with(package) & (HEAVY | set(PACKAGES)) == {package}


def test_the_sdk_imports_nothing_heavy() -> None:
    assert imported_with("roguewatch.sdk") & HEAVY == set()


def test_no_file_names_the_host_of_a_package_registry() -> None:
    """Whoever installs says where from."""
    registries = {"pypi": "org", "pythonhosted": "org", "npmjs": "org", "maven": "org"}
    hosts = [f"{name}.{end}" for name, end in registries.items()]
    texts = {path: path.read_bytes().decode(errors="replace") for path in git_files()}
    assert [path for path, text in texts.items() if any(host in text for host in hosts)] == []
