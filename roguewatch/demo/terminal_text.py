"""Strings that others chose, made harmless for a terminal."""


def clean(text: str, most: int = 120) -> str:
    r"""Return one printable line of at most this length.

    Control characters, escape sequences and marks that turn the direction of writing become
    question marks: an agent must not paint on the screen of the person who watches it.

    Examples
    --------
    >>> clean("delete\x1b[2J\nall is well")
    'delete?[2J?all is well'
    >>> clean("a" * 200, most=10)
    'aaaaaaaaa…'
    """
    kept = "".join(c if c.isprintable() else "?" for c in text[: most + 1])
    return kept if len(kept) <= most else kept[: most - 1] + "…"
