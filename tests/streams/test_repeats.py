"""A client's flood is one line a minute; what we say ourselves is always said."""

import logging

from streams.repeats import Repeats


def record(text: str, name: str = "aiokafka.client") -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, "x.py", 1, text, None, None)


def test_a_message_comes_again_after_a_minute_with_how_often_it_came() -> None:
    now = 0.0
    repeats = Repeats(clock=lambda: now)
    assert repeats.filter(record("refused"))
    assert [repeats.filter(record("refused")) for _ in range(500)] == [False] * 500
    assert repeats.filter(record("something else"))
    now = 60.0
    again = record("refused")
    assert repeats.filter(again)
    assert again.getMessage() == "refused (500 times more since)"
    assert not repeats.filter(record("refused"))


def test_our_own_words_are_never_held_back() -> None:
    repeats = Repeats(clock=lambda: 0.0)
    assert all(repeats.filter(record("stopped", "streams.issuer")) for _ in range(3))


def test_messages_that_never_repeat_take_no_memory() -> None:
    repeats = Repeats(clock=lambda: 0.0)
    assert all(repeats.filter(record(f"offset {i}")) for i in range(5_000))
    assert len(repeats._said) <= 1_000
