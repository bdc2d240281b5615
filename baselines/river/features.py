"""One event as a River feature dictionary of numbers: what a plug-in learns from."""

import math

from ..features import ACTIONS, Features

_ANGLE = 2.0 * math.pi / 24.0
_FLAGS = (
    "is_changing",
    "is_secret",
    "is_public",
    "is_irreversible",
    "is_broad",
    "is_production",
    "is_approved",
)
FEATURES: tuple[str, ...] = (
    *("gap", "items", "bytes", "impact", "level", "oddness"),
    *("hour_sin", "hour_cos", "is_weekend", "is_failed"),
    *_FLAGS,
    *ACTIONS,
)
"""Names of all numbers, in the order in which a plug-in gets them."""


def to_numbers(x: Features, gap_s: float) -> dict[str, float]:
    """Numbers of one event, always all of them, always in the same order.

    `gap`, `items` and `bytes` are ln(1 + seconds since the last event, items, bytes); `level` and
    `oddness` say how new a session's first touch of a target is to the agent, and are 0 at later
    ones; verb classes are 0 or 1. Hashes of names are left out: their size means nothing.

    Examples
    --------
    >>> numbers = to_numbers(Features(time=0.0, action="delete", hour=6, n_items=0), gap_s=0.0)
    >>> numbers["delete"], numbers["read"], numbers["hour_sin"]
    (1.0, 0.0, 1.0)
    >>> tuple(numbers) == FEATURES
    True
    """
    hour = x.hour
    numbers = {
        "gap": math.log1p(max(0.0, gap_s)),
        "items": math.log1p(x.n_items),
        "bytes": math.log1p(x.n_bytes),
        "impact": float(x.impact),
        "level": float(x.level or 0),
        "oddness": x.u or 0.0,
        "hour_sin": math.sin(_ANGLE * hour),
        "hour_cos": math.cos(_ANGLE * hour),
        "is_weekend": float(hour >= 24),
        "is_failed": float(x.outcome in ("failure", "denied")),
    }
    for flag in _FLAGS:
        numbers[flag] = 1.0 if getattr(x, flag) else 0.0
    action = x.action
    for verb in ACTIONS:
        numbers[verb] = 1.0 if verb == action else 0.0
    return numbers
