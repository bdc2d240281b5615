"""What has to run and skips is a failure."""

from pathlib import Path

import pytest

SKIPS = """
import pytest

@pytest.mark.skip(reason="no broker")
def test_broker(): ...

@pytest.mark.shared_data
def test_traces(): pytest.skip("no traces")
"""


@pytest.fixture
def skips(pytester: pytest.Pytester) -> pytest.Pytester:
    """Two tests that skip, beside a copy of our own conftest."""
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text())
    pytester.makeini("[pytest]\nmarkers = shared_data\nasyncio_default_fixture_loop_scope=function")
    pytester.makepyfile(SKIPS)
    return pytester


def test_only_what_reads_the_shared_traces_may_skip(skips: pytest.Pytester) -> None:
    result = skips.runpytest("--forbid-skips")
    result.assert_outcomes(skipped=1, errors=1)
    result.stdout.fnmatch_lines(["*skipped, but has to run*no broker*"])


def test_skips_are_skips_where_nobody_forbids_them(skips: pytest.Pytester) -> None:
    skips.runpytest().assert_outcomes(skipped=2)
