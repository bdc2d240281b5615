"""A target's family is what targets of its kind have in common."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.targets import family


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("ann@example.org", "@example.org"),
        ("https://api.example.org/v1/x?y=1", "//api.example.org"),
        ("s3://bucket/key", "//bucket"),
        ("www.example.org/a", "//www.example.org"),
        ("/srv/app/src/a.py", "/srv/app"),
        ("/etc/passwd", "/etc/passwd"),
        ("inbox/today/17", "inbox/today"),
        ("c:\\users\\ann\\a.txt", "c:/users"),
        ("12", "#"),
        ("-12,50", "#"),
        ("2026-01-05t10:00", "2026-01"),
        ("de89370400440532013000", "de89"),
        ("report.pdf", ".pdf"),
        ("weekly sales report", "weekly"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_the_family_of(target: str, expected: str) -> None:
    assert family(target) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ann@example.org", "ben@example.org"),
        ("/home/a/x/1", "/home/a/y/2"),
        ("https://x.org/1", "https://x.org/2"),
    ],
)
def test_what_belongs_together_is_one_family(one: str, other: str) -> None:
    assert family(one) == family(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ann@example.org", "ann@example.com"),
        ("https://x.org/1", "https://x.org.evil.com/1"),
        ("https://x.org/1", "x.org/1"),
    ],
)
def test_what_only_looks_alike_is_not(one: str, other: str) -> None:
    assert family(one) != family(other)


@given(st.text(max_size=300))
def test_any_target_has_a_family_no_longer_than_itself(target: str) -> None:
    assert len(family(target)) <= len(target) + 2


@pytest.mark.parametrize(
    "text", ["a@" * 1_024, "a." * 1_024, "/" * 2_048, "a" * 2_048, "1" * 2_048]
)
def test_no_target_takes_long_to_read(text: str) -> None:
    started = time.process_time()
    for _ in range(100):
        family(text)
    assert time.process_time() - started < 1.0
