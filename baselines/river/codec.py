"""A River estimator's state to bytes and back, structurally and never by pickle.

Only River's own classes, builtin containers, numbers, strings and generators' states are carried.
Functions, foreign classes and the compiled statistics of River hold what cannot be looked into.
"""

from typing import Any

from .bad_state import BadRiverState
from .decoder import RiverDecoder
from .encoder import RiverEncoder
from .format import MAX_BYTES


def encode_river(estimator: object) -> bytes:
    """The state as msgpack; equal states give equal bytes.

    Raises
    ------
    BadRiverState
        If it holds what is not carried; says where and of what class.

    Examples
    --------
    >>> from river import anomaly, preprocessing
    >>> model = preprocessing.StandardScaler() | anomaly.OneClassSVM()
    >>> model.learn_one({"a": 1.0})
    >>> again = decode_river(encode_river(model))
    >>> again.score_one({"a": 2.0}) == model.score_one({"a": 2.0})
    True
    >>> from river import compose
    >>> encode_river(compose.FuncTransformer(print))
    Traceback (most recent call last):
        ...
    baselines.river.bad_state.BadRiverState: .func: a class must be one of River's; got \
'builtins:builtin_function_or_method'
    """
    return RiverEncoder().encode(estimator)


def decode_river(packed: bytes) -> Any:
    """The estimator of a state that `encode_river` gave.

    Raises
    ------
    BadRiverState
        If it is too large, or is not such a state.
    """
    if len(packed) > MAX_BYTES:
        raise BadRiverState(f"a River state must have at most {MAX_BYTES} bytes; got {len(packed)}")
    return RiverDecoder().decode(packed)
