"""The error of a file of keys that cannot be read as one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from joserfc.errors import JoseError


class BadKeyFile(OSError):
    """A file of keys is damaged, or holds something else."""


@contextmanager
def readable(path: Path, what: str) -> Iterator[None]:
    """Name the file where reading it fails for what it holds; never what it holds.

    Examples
    --------
    >>> with readable(Path("hash.key"), "32 bytes in hexadecimal digits"):
    ...     bytes.fromhex("no digits")
    Traceback (most recent call last):
        ...
    alerts.bad_key_file.BadKeyFile: hash.key must hold 32 bytes in hexadecimal digits
    """
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, JoseError):
        raise BadKeyFile(f"{path} must hold {what}") from None
