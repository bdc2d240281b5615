"""A River estimator's state to bytes."""

import collections
import functools
import random
import struct
from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np
from river.utils import VectorDict

from .bad_state import BadRiverState
from .classes import class_name
from .format import DTYPE_KINDS, FACTORIES, FORMAT, MAX_DEPTH, REBUILT, Tag

_MAPPINGS = {dict: Tag.DICT, collections.OrderedDict: Tag.ORDERED, collections.Counter: Tag.COUNTER}


class RiverEncoder:
    """Walks an estimator's attributes and writes down what it finds, or says what it must not hold.

    One encoder encodes one state.

    Examples
    --------
    >>> from river import stats
    >>> RiverEncoder().encode(stats.Mean())[:2].hex()
    '9301'
    """

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}
        self._shapes: dict[tuple[str, ...], int] = {}
        self._path: list[str] = []
        self._open: set[int] = set()

    def encode(self, estimator: object) -> bytes:
        """Return the bytes; equal states give equal bytes.

        Raises
        ------
        BadRiverState
            If the state holds something that is not carried; says where and what.
        """
        body = self._value(estimator)
        return msgspec.msgpack.encode([FORMAT, [list(shape) for shape in self._shapes], body])

    def _value(self, value: Any) -> Any:
        kind = type(value)
        if value is None or kind in (bool, float, str, bytes):
            return value
        if kind is int:
            return value if -(1 << 63) <= value < 1 << 63 else [Tag.BIG, hex(value)]
        if len(self._path) > MAX_DEPTH:
            raise self._refuse(f"must not be nested deeper than {MAX_DEPTH}")
        if kind is tuple:
            return [Tag.TUPLE, *self._items(value)]
        if isinstance(value, np.generic):
            return [Tag.NUMBER, self._dtype(value.dtype), value.tobytes()]
        index = self._seen.get(id(value))
        if index is not None:
            if index in self._open:
                raise self._refuse("must not hold itself")
            return [Tag.AGAIN, index]
        index = self._seen[id(value)] = len(self._seen)
        self._open.add(index)
        packed = self._container(value, kind) or self._object(value, kind)
        self._open.discard(index)
        return packed

    def _container(self, value: Any, kind: type) -> list[Any] | None:
        if kind in _MAPPINGS:
            return [_MAPPINGS[kind], *self._pairs(value)]
        if kind is collections.defaultdict:
            with_factory = self._factory(value.default_factory)
            return [Tag.DEFAULT, with_factory, *self._pairs(value)]
        if kind is list:
            return [Tag.LIST, *self._items(value)]
        if kind is collections.deque:
            return [Tag.DEQUE, value.maxlen, *self._items(value)]
        if kind is set:
            # Strings come out of a set in another order in each process.
            if len(value) > 1 and not all(type(item) is int for item in value):
                raise self._refuse("must not be a set of several strings: use `features` to select")
            return [Tag.SET, *self._items(sorted(value))]
        if kind is random.Random:
            _, words, gauss = value.getstate()
            return [Tag.RANDOM, struct.pack("<625I", *words), gauss]
        if kind is np.ndarray:
            return [Tag.ARRAY, self._dtype(value.dtype), list(value.shape), value.tobytes()]
        if kind is VectorDict:
            _, (numbers, factory, mask, *_) = value.__reduce_ex__(2)
            if factory is not None or mask is not None:
                raise self._refuse("must be a VectorDict without a default and a mask")
            return [Tag.VECTOR, *self._pairs(numbers)]
        return None

    def _object(self, value: Any, kind: type) -> list[Any]:
        try:
            name = class_name(kind)
        except BadRiverState as error:
            raise self._refuse(str(error)) from None
        state = _attributes(value) | REBUILT.get(name, {})
        shape = self._shapes.setdefault((name, *state), len(self._shapes))
        return [Tag.OBJECT, shape, *(self._at(f".{key}", state[key]) for key in state)]

    def _factory(self, factory: Any) -> Any:
        if factory is None:
            return None
        if isinstance(factory, functools.partial) and not factory.keywords:
            return [Tag.PARTIAL, self._factory(factory.func), *self._items(factory.args)]
        if factory in FACTORIES.values():
            return factory.__name__
        if isinstance(factory, type):
            try:
                return [Tag.CLASS, class_name(factory)]
            except BadRiverState as error:
                raise self._refuse(str(error)) from None
        raise self._refuse(f"must not make its values by {factory!r}")

    def _dtype(self, dtype: "np.dtype[Any]") -> str:
        if dtype.kind not in DTYPE_KINDS:
            raise self._refuse(f"must hold numbers; got {dtype}")
        return dtype.newbyteorder("<").str if dtype.byteorder == ">" else dtype.str

    def _pairs(self, mapping: Any) -> list[Any]:
        flat: list[Any] = []
        for key, value in mapping.items():
            flat += (self._at("[key]", key), self._at(f"[{key!r}]", value))
        return flat

    def _items(self, items: Iterable[Any]) -> list[Any]:
        return [self._at(f"[{i}]", item) for i, item in enumerate(items)]

    def _at(self, step: str, value: Any) -> Any:
        self._path.append(step)
        packed = self._value(value)
        self._path.pop()
        return packed

    def _refuse(self, reason: str) -> BadRiverState:
        return BadRiverState(f"{''.join(self._path) or 'the estimator'}: {reason}")


def _attributes(value: Any) -> dict[str, Any]:
    state = dict(getattr(value, "__dict__", {}))
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if not name.startswith("__") and hasattr(value, name):
                state[name] = getattr(value, name)
    return state
