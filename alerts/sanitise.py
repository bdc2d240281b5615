"""Strings from agents are hostile: they are made visible once, before anyone looks at them."""

CAP = 512
# Letters by category, and yet nothing to see.
_INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def sanitise(text: str, cap: int = CAP) -> str:
    r"""Return the text with everything escaped that moves, hides or colours other text.

    Control characters (C0, C1, escape, line ends), direction marks, zero-width and tag characters,
    lone surrogates and odd spaces appear as their code; what is longer than `cap` ends in "…". For
    terminals and logs; HTML, CSV and chat still need their own escaping.

    Examples
    --------
    >>> sanitise("rm\x1b[2K\u202egpj.exe")
    'rm\\x1b[2K\\u202egpj.exe'
    >>> sanitise("ordinary name, ümläut and 日本")
    'ordinary name, ümläut and 日本'
    """
    # An escape is never longer than ten characters, so more input cannot matter.
    shown = text[: cap + 1]
    if not shown.isprintable() or not _INVISIBLE.isdisjoint(shown):
        shown = "".join(_visible(character) for character in shown)
    return shown if len(shown) <= cap else shown[: cap - 1] + "…"


def sanitise_or_none(text: str | None, cap: int = CAP) -> str | None:
    """Sanitise what may be absent."""
    return None if text is None else sanitise(text, cap)


def _visible(character: str) -> str:
    if character.isprintable() and character not in _INVISIBLE:
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x1_0000 else f"\\U{code:08x}"
