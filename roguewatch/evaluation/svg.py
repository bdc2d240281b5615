"""A frame with lines in it, as SVG: no plotting library, no fonts, no network."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

SIDE, EDGE = 320, 44
COLOURS = "#1b6ca8 #c8553d #588b3a #8b5fbf #b8860b #555555 #00897b #ad1457".split()
GREY = "#888888"
_LEGEND_LINE = 14


class Line(msgspec.Struct, frozen=True):
    """A line through points of the unit square, and what the legend calls it.

    Examples
    --------
    >>> Line([(0.0, 0.0), (1.0, 1.0)], COLOURS[0]).name
    ''
    """

    points: Iterable[tuple[float, float]]
    colour: str
    name: str = ""


def draw(
    lines: list[Line],
    title: str,
    across: tuple[str, str, str],
    upwards: tuple[str, str, str],
) -> str:
    """Draw the lines in one frame, with the legend below it.

    Parameters
    ----------
    lines
        In order; later ones lie on top.
    title
        Above the frame.
    across, upwards
        Of each axis, where it begins, what it is, and where it ends.

    Examples
    --------
    >>> draw([], "nothing", ("0", "call", "9"), ("0", "share", "1")).startswith("<svg")
    True
    """
    named = [line for line in lines if line.name]
    height = SIDE + 2 * EDGE + _LEGEND_LINE * len(named)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE + 2 * EDGE} {height}">',
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{GREY}"/>',
        _text(EDGE, EDGE - 24, title, "#222222"),
        *_axis([EDGE, EDGE + SIDE // 3, EDGE + SIDE - 24], [EDGE + SIDE + 14] * 3, across),
        *_axis([4, EDGE, 4], [EDGE + SIDE, EDGE - 8, EDGE + 10], upwards),
        *map(_polyline, lines),
    ]
    for row, line in enumerate(named, start=2):
        parts.append(_text(EDGE, EDGE + SIDE + _LEGEND_LINE * row, line.name, line.colour))
    return "\n".join([*parts, "</svg>\n"])


def write_svg(folder: Path, name: str, svg: str) -> Path:
    """Write a drawing under a name that every file system takes.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_svg(Path(folder), "NAB: ours & theirs", "").name
    'nab-ours-theirs.svg'
    """
    kept = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name)
    path = folder / f"{'-'.join(kept.lower().split())}.svg"
    path.write_text(svg, encoding="utf-8")
    return path


def _axis(x: list[int], y: list[int], texts: tuple[str, str, str]) -> list[str]:
    return [_text(*place, GREY) for place in zip(x, y, texts, strict=True)]


def _polyline(line: Line) -> str:
    places = " ".join(
        f"{EDGE + x * SIDE:.1f},{EDGE + (1.0 - y) * SIDE:.1f}" for x, y in line.points
    )
    return f'<polyline points="{places}" fill="none" stroke="{line.colour}" stroke-width="1.5"/>'


def _text(x: float, y: float, text: str, colour: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<text x="{x}" y="{y}" fill="{colour}" font-size="11" font-family="sans-serif">'
        f"{safe}</text>"
    )
