"""Competitors on sequences: what others judge an actor's order, or choice, of tokens by."""

import math
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from river.anomaly import HalfSpaceTrees

Tokens = Sequence[str | int]
Rival = Callable[[Sequence[Tokens]], Callable[[Tokens], float]]
"""From an actor's training sequences to a function that says how odd another one is."""

_WIDTH = 6
_N_SHARES = 32
_MASS, _N_TOKENS = 2.0, 256.0
"""Tokens that the shorter context is worth, and how many kinds there may be."""


def stide(known: Sequence[Tokens]) -> Callable[[Tokens], float]:
    """The share of windows of six tokens that training never had.

    Examples
    --------
    >>> odd = stide(["abcdefabcdef"])
    >>> odd("abcdefab"), odd("fedcbafe")
    (0.0, 1.0)

    References
    ----------
    Warrender, Forrest and Pearlmutter (1999), Detecting intrusions using system calls.
    """
    windows = {window for tokens in known for window in _windows(tokens)}

    def score(tokens: Tokens) -> float:
        found = [window not in windows for window in _windows(tokens)]
        return sum(found) / len(found) if found else 0.0

    return score


def unigrams(known: Sequence[Tokens]) -> Callable[[Tokens], float]:
    """Mean surprise of single tokens, whatever their order.

    Examples
    --------
    >>> odd = unigrams(["aab"])
    >>> odd("a") < odd("b") < odd("c")
    True
    """
    counts = Counter(token for tokens in known for token in tokens)
    total, n_kinds = sum(counts.values()), len(counts) + 1

    def score(tokens: Tokens) -> float:
        logs = (math.log((total + n_kinds) / (counts[token] + 1)) for token in tokens)
        return sum(logs) / max(1, len(tokens))

    return score


def back_off(known: Sequence[Tokens]) -> Callable[[Tokens], float]:
    """Mean surprise of a token after the last one, backed off to the token alone.

    Examples
    --------
    >>> odd = back_off(["ababab"])
    >>> odd("abab") < odd("aabb") < odd("xyxy")
    True
    """
    single = Counter(token for tokens in known for token in tokens)
    pairs = Counter(pair for tokens in known for pair in pairwise(tokens))
    followed = Counter(before for tokens in known for before in tokens[:-1])
    total = sum(single.values())

    def score(tokens: Tokens) -> float:
        surprise = 0.0
        for before, token in zip((None, *tokens), tokens, strict=False):
            p = (single[token] + _MASS / _N_TOKENS) / (total + _MASS)
            if before is not None:
                p = (pairs[before, token] + _MASS * p) / (followed[before] + _MASS)
            surprise -= math.log(p)
        return surprise / max(1, len(tokens))

    return score


def half_space_trees(known: Sequence[Tokens]) -> Callable[[Tokens], float]:
    """River's HalfSpaceTrees over the shares of tokens, hashed into 32 places."""
    trees: Any = HalfSpaceTrees(window_size=max(10, min(250, len(known) // 2)), seed=1)
    for tokens in known:
        trees.learn_one(_shares(tokens))

    def score(tokens: Tokens) -> float:
        return float(trees.score_one(_shares(tokens)))

    return score


RIVALS: dict[str, Rival] = {
    "STIDE, 6 tokens": stide,
    "order-1 back-off": back_off,
    "single tokens": unigrams,
    "River HalfSpaceTrees": half_space_trees,
}


def _windows(tokens: Tokens) -> Iterable[tuple[str | int, ...]]:
    return (tuple(tokens[i : i + _WIDTH]) for i in range(len(tokens) - _WIDTH + 1))


def _shares(tokens: Tokens) -> dict[str, float]:
    counts = Counter(zlib.crc32(str(token).encode()) % _N_SHARES for token in tokens)
    return {str(place): counts[place] / max(1, len(tokens)) for place in range(_N_SHARES)}
