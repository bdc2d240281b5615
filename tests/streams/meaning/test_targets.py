"""A target's family is what targets of its kind have in common."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.meaning.targets import _MAY_VARY, _has_marks, family, normalise


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
        ("arn:aws:s3:::logs/2026/01", "arn:s3::logs"),
        ("arn:aws:iam::111122223333:user/bob", "arn:iam:111122223333:user"),
        ("arn:aws:lambda:eu-west-1:111122223333:function:x", "arn:lambda:111122223333:function"),
        ("arn:aws:sns:eu-west-1:111122223333:topic-a", "arn:sns:111122223333:"),
        ("i-0123456789abcdef0", "i-#"),
        ("team-deadbeef", "team-deadbeef"),
        ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "#"),
        ("0123456789abcdef0123456789abcdef", "#"),
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


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("/srv/app/../../etc/passwd", "/etc/passwd"),
        ("/srv//app/./a.py", "/srv/app/a.py"),
        ("/../../etc/passwd", "/etc/passwd"),
        ("/srv/app/", "/srv/app"),
        ("/", "/"),
        ("../x/./y", "../x/y"),
        ("../../x", "../../x"),
        ("a/b/../c", "a/c"),
        ("a/..", "."),
        ("./", "."),
        ("file:///etc/passwd", "/etc/passwd"),
        ("HTTPS://Example.org", "https://example.org"),
        ("https://example.org:443/", "https://example.org"),
        ("http://example.org:8080/", "http://example.org:8080"),
        ("https://me:pw@example.org/a/../b", "https://example.org/b"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org/a?b=//c#d", "https://example.org/a?b=//c"),
        ("s3://bucket//key/", "s3://bucket/key"),
        ("mailto:Ann@Example.org", "ann@example.org"),
        ("Ann B. <ann@example.org>", "ann@example.org"),
        ("rm -rf //srv/../x", "rm -rf //srv/../x"),
        ("sh:git log a//b", "sh:git log a//b"),
        ("inbox/message-17", "inbox/message-17"),
        (" Weekly report ", "weekly report"),
    ],
)
def test_one_target_has_one_name(written: str, name: str) -> None:
    """Or a new way to write it would be a new target, and an old way to one a new disguise."""
    assert normalise(written) == name


@given(st.text(max_size=200) | st.text(alphabet="./a\\:@<> h", max_size=30))
@example("<0>\\")
def test_a_name_is_its_own_name_and_no_longer(text: str) -> None:
    name = normalise(text)
    assert normalise(name) == name
    assert len(name) <= len(text.lower())


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
        normalise(text)
    assert time.process_time() - started < 1.0


PIECES = [
    "a",
    "b1",
    " ",
    ".",
    "/",
    "\\",
    ":",
    "<",
    ">",
    "@",
    "80",
    "443",
    "mailto:",
    "file:",
    "\u3000",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_nothing_that_may_vary_is_without_a_mark(text: str) -> None:
    """Names without one are not looked at closely: no second way to write one may hide there."""
    name = text.lower().strip()
    assert _has_marks(name) or _MAY_VARY.search(name) is None
