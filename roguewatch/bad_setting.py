"""The error of a setting that cannot be used; apart from the settings, which are slow to import."""

from collections.abc import Iterator
from contextlib import contextmanager


class BadSetting(ValueError):
    """A setting, or a file that it names, is not what it has to be."""


@contextmanager
def refused(what: object) -> Iterator[None]:
    """Say of which file or setting an error tells that was found in it.

    Examples
    --------
    >>> with refused("policy.cedar"):
    ...     raise ValueError("text must be policies; got 3")
    Traceback (most recent call last):
        ...
    roguewatch.bad_setting.BadSetting: policy.cedar: text must be policies; got 3
    """
    try:
        yield
    except ValueError as error:
        raise BadSetting(f"{what}: {error}") from None
