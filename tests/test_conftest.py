"""What has to run and skips is a failure, and so is what would never run."""

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
    pytester.makeini(
        "[pytest]\nmarkers = shared_data\n kafka\nasyncio_default_fixture_loop_scope=function"
    )
    pytester.makepyfile(SKIPS)
    return pytester


def test_only_what_reads_the_shared_traces_may_skip(skips: pytest.Pytester) -> None:
    result = skips.runpytest("--forbid-skips")
    result.assert_outcomes(skipped=1, errors=1)
    result.stdout.fnmatch_lines(["*skipped, but has to run*no broker*"])


def test_skips_are_skips_where_nobody_forbids_them(skips: pytest.Pytester) -> None:
    skips.runpytest().assert_outcomes(skipped=2)


def test_what_needs_kafka_is_where_it_is_looked_for(skips: pytest.Pytester) -> None:
    """`make test-kafka` collects one folder."""
    skips.makepyfile(test_other="import pytest\n\n@pytest.mark.kafka\ndef test_it(): ...")
    result = skips.runpytest()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*must be in tests/integration; got *test_it*"])
