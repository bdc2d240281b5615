"""Nothing that an agent writes moves, hides or colours other text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.sanitise import CAP, sanitise, sanitise_or_none

CORPUS = {
    "\x1b[2J\x1b[31m": "\\x1b[2J\\x1b[31m",
    "\x1b]52;c;ZXZpbA==\x07": "\\x1b]52;c;ZXZpbA==\\x07",
    "\x1b]8;;https://evil.example\x1b\\here": "\\x1b]8;;https://evil.example\\x1b\\here",
    "\x9b31m": "\\x9b31m",
    "ok\r\nFAKE LINE": "ok\\x0d\\x0aFAKE LINE",
    "invoice\u202egpj.exe": "invoice\\u202egpj.exe",
    "adm\u200bin": "adm\\u200bin",
    "\u2066x\u2069": "\\u2066x\\u2069",
    "a\u2028b": "a\\u2028b",
    "tag\U000e0041": "tag\\U000e0041",
    "\ufeffbom": "\\ufeffbom",
    "filler\u3164": "filler\\u3164",
    "\ud800": "\\ud800",
    "null\x00byte": "null\\x00byte",
}


@pytest.mark.parametrize(("hostile", "shown"), CORPUS.items())
def test_what_is_invisible_is_made_visible(hostile: str, shown: str) -> None:
    assert sanitise(hostile) == shown


@pytest.mark.parametrize("text", ["", "mail-1", "ümläut ß", "日本語", "😀", "a b", "[bold]x[/]"])
def test_ordinary_text_stays(text: str) -> None:
    assert sanitise(text) == text


@given(st.text(max_size=2_000))
def test_the_result_is_short_printable_and_stays_as_it_is(text: str) -> None:
    shown = sanitise(text)
    assert len(shown) <= CAP
    assert all(unicodedata.category(c)[0] not in "C" for c in shown)
    assert sanitise(shown) == shown


def test_what_is_cut_says_so() -> None:
    assert sanitise("x" * 600) == "x" * 511 + "…"
    assert sanitise("x" * 512) == "x" * 512
    assert sanitise("\x1b" * 10, cap=10) == "\\x1b\\x1b\\…"


def test_a_huge_string_costs_no_more_than_its_beginning() -> None:
    assert sanitise("\x1b" * 10_000_000) == sanitise("\x1b" * 513)


def test_what_is_absent_stays_absent() -> None:
    assert sanitise_or_none(None) is None
    assert sanitise_or_none("\x00") == "\\x00"
