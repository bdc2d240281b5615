"""The benchmark as two files: what everybody reads, and what only judges do."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from .label import Label


def write_labels(labels: Iterable[Label], path: Path) -> int:
    """Write one incident a line; returns how many."""
    encode = msgspec.json.Encoder().encode
    lines = [encode(label) + b"\n" for label in labels]
    path.write_bytes(b"".join(lines))
    return len(lines)


def read_labels(path: Path) -> list[Label]:
    """Read what `write_labels` wrote.

    Raises
    ------
    msgspec.ValidationError
        If a line is no label; says which field.
    """
    decode = msgspec.json.Decoder(Label).decode
    return [decode(line) for line in path.read_bytes().splitlines() if line]
