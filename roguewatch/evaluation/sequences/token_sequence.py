"""One sequence of an actor's tokens, as suites that judge order read it."""

from typing import Literal

import msgspec


class TokenSequence(msgspec.Struct, frozen=True):
    """A sequence to learn an actor from, or to judge whether it is its own.

    Whatever else a line says is not looked at.

    Examples
    --------
    >>> line = b'{"actor": "a", "split": "test", "label": 1, "tokens": ["ls", "rm"]}'
    >>> msgspec.json.decode(line, type=TokenSequence).tokens
    ('ls', 'rm')
    """

    actor: str | int
    split: Literal["train", "test"]
    label: Literal[0, 1]
    tokens: tuple[str | int, ...]
