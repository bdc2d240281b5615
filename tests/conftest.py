"""What all tests share: where the shared traces lie, and that nothing skips unseen."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"

# Two busy cores make any time limit of an example a matter of luck.
hypothesis.settings.register_profile("roguewatch", deadline=None)
hypothesis.settings.load_profile("roguewatch")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of recorded traces, or skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not here")
    return SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--forbid-skips",
        action="store_true",
        help="fail a test that skips, unless it is marked shared_data",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reads the shared traces, and keep on one worker what shares a broker."""
    for item in items:
        if "integration" in item.path.parts:
            # They start processes and wait for them; side by side they would measure each other.
            item.add_marker(pytest.mark.xdist_group("broker"))
        elif item.get_closest_marker("kafka"):
            raise pytest.UsageError(f"what needs Kafka must be in tests/integration; got {item}")
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker("shared_data")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines in the processes of a test marked `no_cover`, as pytest-cov does not in it.

    The mark is for what walks through the same lines thousands of times: other tests cover them,
    and counting takes more than half of the time.
    """
    with pytest.MonkeyPatch.context() as patch:
        if item.get_closest_marker("no_cover") is not None:
            patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if item.get_closest_marker("shared_data") is None:
        _forbid(report, item.config)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _forbid(report, collector.config)
    return report


def _forbid(report: Any, config: pytest.Config) -> None:
    """Turn a skip into a failure: what should run and did not, is not known to work."""
    if config.getoption("--forbid-skips") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but has to run: {report.longrepr}"
