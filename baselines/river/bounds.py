"""What a River state may say of itself: nothing that could keep a worker busy for long."""

import inspect
from collections.abc import Iterator
from functools import cache
from typing import Any

from .bad_state import BadRiverState

MOST = 65_536
"""The largest size or count that a state may bring along and the configuration does not name."""

_PLAIN = (bool, float, int, str, type(None))


def check_parameters(estimator: object, untaught: object) -> None:
    """Refuse a state with other parameters than the configuration's estimator has.

    Whoever can write the topic of profiles could otherwise make a worker loop a billion times for
    an event. A part that came about by learning has no counterpart: its whole numbers are capped.

    Raises
    ------
    BadRiverState
        With the name of the parameter.

    Examples
    --------
    >>> from river import anomaly
    >>> check_parameters(anomaly.HalfSpaceTrees(height=10**9), anomaly.HalfSpaceTrees())
    Traceback (most recent call last):
        ...
    baselines.river.bad_state.BadRiverState: HalfSpaceTrees.height must be 8; got 1000000000
    """
    seen: set[int] = set()
    pairs: list[tuple[object, object]] = [(estimator, untaught)]
    while pairs:
        part, model = pairs.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        alike = model if type(model) is type(part) else None
        if _is_rivers(part):
            _check(part, alike)
        pairs += _inside(part, alike)


def _check(part: object, model: object) -> None:
    kind: Any = type(part)
    state = _state(part)
    for name in _parameters(kind):
        value = state.get(name)
        if type(value) not in _PLAIN:
            continue
        where = f"{kind.__name__}.{name}"
        if model is not None:
            expected = _state(model).get(name)
            # By its text, so that a NaN is itself.
            if type(expected) in _PLAIN and repr(value) != repr(expected):
                raise BadRiverState(f"{where} must be {expected!r}; got {value!r}")
        elif type(value) is int and abs(value) > MOST and name != "seed":
            raise BadRiverState(f"{where} must be at most {MOST}; got {value!r}")


def _inside(part: object, model: object) -> Iterator[tuple[object, object]]:
    """What a part holds, each beside what the model has in the same place."""
    if isinstance(part, dict):
        theirs: dict[Any, Any] = model if isinstance(model, dict) else {}
        yield from ((value, theirs.get(key)) for key, value in part.items())
    elif isinstance(part, list | tuple | set):
        ours = model if isinstance(model, list | tuple) else ()
        for i, value in enumerate(part):
            yield value, ours[i] if i < len(ours) else None
    elif _is_rivers(part):
        state = {} if model is None else _state(model)
        yield from ((value, state.get(name)) for name, value in _state(part).items())


def _state(part: object) -> dict[str, Any]:
    state = dict(getattr(part, "__dict__", {}))
    for kind in type(part).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(part, name):
                state[name] = getattr(part, name)
    return state


@cache
def _parameters(kind: Any) -> tuple[str, ...]:
    try:
        return tuple(inspect.signature(kind).parameters)
    except (TypeError, ValueError):
        return ()


def _is_rivers(part: object) -> bool:
    return type(part).__module__.startswith("river.")
