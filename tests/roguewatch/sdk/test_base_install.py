"""Where agents run, only the base install is there."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent
# Installed with the extras alone, and imported by what only a monitor needs.
REFUSE = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names}:
            raise ImportError(name)

sys.meta_path.insert(0, Missing())
"""
EXTRAS = {"aiohttp", "aiokafka", "cedarpy", "faust", "mypy_extensions", "numpy", "river", "uvloop"}


def imported(module: str) -> subprocess.CompletedProcess[str]:
    code = REFUSE.format(names=EXTRAS) + f"import {module}"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_sdk_needs_the_base_install_alone() -> None:
    done = imported("roguewatch.sdk")
    assert done.returncode == 0, done.stderr


def test_a_monitor_needs_more() -> None:
    """Else the test above would refuse nothing."""
    assert "ImportError" in imported("streams.monitor").stderr
