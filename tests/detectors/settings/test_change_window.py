"""A window that says too little, or too much, is refused when the configuration is read."""

import msgspec
import pytest

from detectors.config import Config

WINDOW = """
[[change_windows]]
since = 2026-01-05T22:00:00Z
until = 2026-01-06T04:00:00Z
cap = 500
cohort = "archive"
actions = ["delete"]
"""


def test_it_is_read_from_a_file_and_names_another_configuration() -> None:
    config = Config.parse(WINDOW)
    assert [window.cap for window in config.change_windows] == [500]
    assert config.hash != Config().hash


def test_it_comes_back_from_what_is_published() -> None:
    config = Config.parse(WINDOW)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(config), type=Config) == config
    assert config.clone() == config


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2026-01-06T04", "2026-01-05T22", "until must be later"),
        ("2026-01-06T04", "2026-02-06T04", "31 days"),
        ("cap = 500", "cap = 0", "cap"),
        ('cohort = "archive"', "", "agents or a cohort"),
        ('actions = ["delete"]', "", "tools or actions"),
        ('actions = ["delete"]', 'actions = ["fly"]', "actions"),
        ("04:00:00Z", "04:00:00", "timezone"),
    ],
)
def test_one_that_makes_no_sense_is_refused(old: str, new: str, told: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=told):
        Config.parse(WINDOW.replace(old, new))
