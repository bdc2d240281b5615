"""How an untaught River estimator is made: the same one each time."""

import random
from collections.abc import Callable
from typing import Any


def fresh(make: Callable[[], Any]) -> Any:
    """Return a new estimator; its generators that were given no seed get one.

    Examples
    --------
    >>> from river import anomaly
    >>> fresh(anomaly.LODA).rng.random() == fresh(anomaly.LODA).rng.random()
    True
    """
    estimator = make()
    _seed(estimator, set())
    return estimator


def _seed(part: Any, seen: set[int]) -> None:
    if id(part) in seen or not hasattr(part, "__dict__") or not _is_rivers(part):
        return
    seen.add(id(part))
    attributes = vars(part)
    for value in attributes.values():
        if isinstance(value, random.Random) and attributes.get("seed") is None:
            value.seed(0)
        for inner in value.values() if isinstance(value, dict) else (value,):
            _seed(inner, seen)


def _is_rivers(part: Any) -> bool:
    return type(part).__module__.startswith("river.")
