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
    ValueError
        If a line is no label; says which line, and which field.
    """
    decode, labels = msgspec.json.Decoder(Label).decode, []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            labels += [decode(line)] if line else []
        except msgspec.MsgspecError as error:
            raise ValueError(f"{path.name}:{number} must be a label: {error}") from None
    return labels
