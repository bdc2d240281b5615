"""The object of a call is found among its arguments, and what is content or secret is left."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.sources.arguments import command_in, main_object, read_arguments

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"path": "/srv/a", "content": "x" * 900}, ("/srv/a", 1)),
        ({"content": "short", "file_path": "/srv/a"}, ("/srv/a", 1)),
        ({"source": "/a", "destination": "/b"}, ("/b", 1)),
        ({"subject": "hello", "body": "text", "to": "ann@example.org"}, ("ann@example.org", 1)),
        ({"recipients": ["a@x.org", "b@x.org", "c@x.org"]}, ("a@x.org", 3)),
        ({"ids": []}, (None, 1)),
        ({"issue_number": 7, "repo": "shop"}, ("shop", 1)),
        ({"userId": 17}, ("17", 1)),
        ({"options": {"path": "/srv/a"}}, ("/srv/a", 1)),
        ({"path": "two\nlines"}, (None, 1)),
        ({"path": "x" * 513}, (None, 1)),
        ({"api_token": "abc"}, ("api_token", 1)),
        ({"city": "Paris", "days": 3}, ("Paris", 1)),
        ({"when": "2026-01-05"}, (None, 1)),
        ({"flag": True}, (None, 1)),
        ({}, (None, 1)),
    ],
)
def test_the_object_of_a_call(arguments: dict[str, Any], expected: tuple[str | None, int]) -> None:
    assert main_object(arguments) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('{"a": 1}', {"a": 1}),
        ({"inputs": {"kwargs": {"a": 1}}}, {"a": 1}),
        ({"inputs": {"a": 1}, "b": 2, "c": 3}, {"inputs": {"a": 1}, "b": 2, "c": 3}),
        ('{"path": "/a", "text": "cut of', {"path": "/a"}),
        ('{"path": "' + "x" * 600, {}),
        ("[1, 2]", {}),
        ("text", {}),
        (None, {}),
        (7, {}),
    ],
)
def test_arguments_are_read_however_they_were_recorded(value: Any, expected: Any) -> None:
    assert read_arguments(value) == expected


def test_a_command_is_a_command_in_any_argument_named_so() -> None:
    assert command_in({"options": {"shellCommand": "ls"}}) == "ls"
    assert command_in({"argv": ["rm"], "cmd": ["rm", "-r", "x"]}) == "rm -r x"
    assert command_in({"cmd": ["rm", 7]}) is None
    assert command_in({"path": "rm -r x"}) is None


@given(json_values | st.text())
def test_anything_can_be_read(value: Any) -> None:
    arguments = read_arguments(value)
    found, n = main_object(arguments)
    assert found is None or 0 < len(found) <= 512
    assert n >= 1
    command_in(arguments)


@pytest.mark.parametrize("text", ['"' * 65_536, '"a":"' * 13_000, '{"a":' * 13_000, "\\" * 65_536])
def test_no_arguments_take_long_to_read(text: str) -> None:
    started = time.process_time()
    for _ in range(20):
        main_object(read_arguments(text))
    assert time.process_time() - started < 1.0
