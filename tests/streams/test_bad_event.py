"""A refusal is fit to be shown, whatever was refused."""

from streams.bad_event import BadEvent


def test_control_characters_are_shown_not_obeyed() -> None:
    """A terminal would take them for orders."""
    error = BadEvent("schema", "got '\x1b[2J\r\n\u202e\ud800'")
    assert error.reason == "got '\\x1b[2J\\x0d\\x0a\\u202e\\ud800'"


def test_long_reasons_are_cut() -> None:
    assert len(BadEvent("schema", "x" * 100_000).reason) == 300


def test_it_says_where_it_failed() -> None:
    error = BadEvent("limits", "too large")
    assert (error.stage, error.reason, str(error)) == ("limits", "too large", "limits: too large")
