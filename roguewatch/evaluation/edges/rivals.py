"""MIDAS and what became of it, with exact counts in place of sketches."""

from collections.abc import Iterable

from .stream import Edge, Scorer

_FADE = 0.5
_FORGOTTEN = 1e-3
_ODD = 1e3
"""Score from which MIDAS-F learns no counts: the one its authors chose for these edges."""


def midas(edges: Iterable[Edge], n_nodes: int) -> list[float]:
    """Chi-squared of an edge's count in this minute; exact counts in place of a sketch.

    References
    ----------
    Bhatia et al. (2020), arXiv:1911.04464.
    """
    current: dict[int, float] = {}
    total: dict[int, float] = {}
    now, scores = -1, list[float]()
    for source, to, minute in edges:
        if minute != now:
            current.clear()
            now = minute
        scores.append(_count(current, total, source * n_nodes + to, minute))
    return scores


def midas_r(edges: Iterable[Edge], n_nodes: int) -> list[float]:
    """The largest chi-squared of edge, source and destination; counts fade by half a minute."""
    current: dict[int, float] = {}
    total: dict[int, float] = {}
    now, scores = -1, list[float]()
    for source, to, minute in edges:
        if minute != now:
            faded = ((key, count * _FADE) for key, count in current.items())
            current = {key: count for key, count in faded if count > _FORGOTTEN}
            now = minute
        keys = (source, n_nodes + to, (2 + source) * n_nodes + to)
        scores.append(max([_count(current, total, key, minute) for key in keys]))
    return scores


def midas_f(edges: Iterable[Edge], n_nodes: int) -> list[float]:
    """MIDAS-R that learns no counts of a minute in which a key looked odd: its rate goes on.

    A minute is compared with the minutes before it alone. What all keys learn when a minute ends
    is made up for when a key is seen again: half of what was left of the count for each minute,
    or as much as keeps a rate.

    References
    ----------
    Bhatia et al. (2022), arXiv:2009.08452.
    """
    keys: dict[int, list[float]] = {}
    now, n_passed, growth, share = 1, 0.0, 1.0, 0.0
    scores = list[float]()
    for source, to, minute in edges:
        if minute > now:
            growth *= 1.0 + share
            n_passed += 1.0
            now, share = minute, 1.0 / (minute - 1)
        most = 0.0
        for key in (source, n_nodes + to, (2 + source) * n_nodes + to):
            state = keys.get(key)
            if state is None:
                state = keys[key] = [0.0, 0.0, 0.0, n_passed, growth]
            elif state[3] != n_passed:
                _pass(state, n_passed, growth)
            state[0] = current = state[0] + 1.0
            total, score = state[1], 0.0
            if total:
                off = current + total - current * minute
                score = off * off / (total * (minute - 1))
            state[2] = score
            if score > most:
                most = score
        scores.append(most)
    return scores


RIVALS: dict[str, Scorer] = {"MIDAS": midas, "MIDAS-R": midas_r, "MIDAS-F": midas_f}


def _pass(state: list[float], n_passed: float, growth: float) -> None:
    """End the minutes since a key was seen: its count, what it learned, score, and until when."""
    current, total, score, before, then = state
    left = current * _FADE ** (n_passed - before)
    state[0], state[3], state[4] = left, n_passed, growth
    state[1] = total + (current - left) / (1.0 - _FADE) if score < _ODD else total * growth / then


def _count(current: dict[int, float], total: dict[int, float], key: int, minute: int) -> float:
    seen = current[key] = current.get(key, 0.0) + 1.0
    ever = total[key] = total.get(key, 0.0) + 1.0
    if minute <= 1:
        return 0.0
    off: float = seen - ever / minute
    return off * off * minute * minute / (ever * (minute - 1))
