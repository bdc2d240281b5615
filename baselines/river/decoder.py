"""Bytes back to a River estimator; whoever wrote them gets nothing to run."""

import collections
import functools
import random
import struct
from typing import Any

import msgspec
import numpy as np
from river.utils import VectorDict

from .bad_state import BadRiverState
from .bounds import MOST
from .classes import find_class
from .format import DTYPE_KINDS, FACTORIES, FORMAT, MAX_DEPTH, Tag

_SCALARS = (bool, bytes, float, int, str)
_MAX_DIGITS = 100
_WRONG = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError, struct.error)


class RiverDecoder:
    """Rebuilds the objects without calling anything of theirs: no constructor, no reduction.

    One decoder decodes one state.

    Examples
    --------
    >>> from river import stats
    >>> from .encoder import RiverEncoder
    >>> mean = stats.Mean()
    >>> mean.update(3.0)
    >>> RiverDecoder().decode(RiverEncoder().encode(mean)).get()
    3.0
    """

    def __init__(self) -> None:
        self._met: list[Any] = []
        self._shapes: list[tuple[type, list[str]]] = []
        self._depth = 0
        self._open: set[int] = set()
        """What is being read: nothing inside may lead back to it."""

    def decode(self, packed: bytes) -> Any:
        """Return the estimator.

        Raises
        ------
        BadRiverState
            If the bytes are not a state, or name what a state must not hold.
        """
        try:
            version, shapes, body = msgspec.msgpack.decode(packed)
            if version != FORMAT:
                raise BadRiverState(f"a River state's format must be {FORMAT}; got {version!r}")
            for name, *attributes in shapes:
                self._shapes.append((find_class(name), [_attribute(each) for each in attributes]))
            return self._value(body)
        except BadRiverState:
            raise
        except RecursionError:
            raise BadRiverState("a River state must not be nested this deep") from None
        except _WRONG as error:
            raise BadRiverState(f"a River state must have its shape; {error}") from None

    def _value(self, packed: Any) -> Any:
        if packed is None or isinstance(packed, _SCALARS):
            return packed
        if not isinstance(packed, list):
            raise BadRiverState(f"a River state must not hold {type(packed).__name__}")
        self._depth += 1
        if self._depth > MAX_DEPTH + 1:
            raise BadRiverState(f"a River state must not be nested deeper than {MAX_DEPTH}")
        index = len(self._met)
        self._open.add(index)
        value = self._tagged(Tag(packed[0]), packed[1:])
        self._open.discard(index)
        self._depth -= 1
        return value

    def _tagged(self, tag: Tag, rest: list[Any]) -> Any:
        match tag:
            case Tag.AGAIN:
                return self._again(_index(rest[0]))
            case Tag.TUPLE:
                return tuple(self._value(item) for item in rest)
            case Tag.NUMBER:
                return np.frombuffer(rest[1], _dtype(rest[0]), count=1)[0]
            case Tag.BIG:
                if len(rest[0]) > _MAX_DIGITS:
                    raise BadRiverState(f"an integer must have at most {_MAX_DIGITS} digits")
                return int(rest[0], 16)
            case Tag.OBJECT:
                return self._object(rest)
            case Tag.CLASS | Tag.PARTIAL:
                raise BadRiverState("a class must only stand where a defaultdict makes its values")
        return self._container(tag, rest)

    def _container(self, tag: Tag, rest: list[Any]) -> Any:
        value: Any
        match tag:
            case Tag.LIST:
                value = self._meet([])
                value.extend(self._value(item) for item in rest)
            case Tag.SET:
                value = self._meet(set())
                value.update(self._value(item) for item in rest)
            case Tag.DEQUE:
                value = self._meet(collections.deque(maxlen=rest[0]))
                value.extend(self._value(item) for item in rest[1:])
            case Tag.DICT | Tag.ORDERED | Tag.COUNTER:
                kind = {Tag.DICT: dict, Tag.ORDERED: collections.OrderedDict}
                value = self._meet(kind.get(tag, collections.Counter)())
                self._fill(value, rest)
            case Tag.DEFAULT:
                value = self._meet(collections.defaultdict(None))
                value.default_factory = self._factory(rest[0])
                self._fill(value, rest[1:])
            case Tag.RANDOM:
                value = self._meet(random.Random())  # noqa: S311  # its state is set below
                value.setstate((3, struct.unpack("<625I", rest[0]), rest[1]))
            case Tag.ARRAY:
                array = np.frombuffer(rest[2], _dtype(rest[0])).reshape(rest[1]).copy()
                value = self._meet(array)
            case Tag.VECTOR:
                value = self._meet(VectorDict())
                self._fill(value, rest)
        return value

    def _again(self, index: int) -> Any:
        value = self._met[index]
        if index in self._open:
            raise BadRiverState("a River state must not hold itself: whoever walks it never ends")
        return value

    def _meet(self, value: Any) -> Any:
        self._met.append(value)
        return value

    def _fill(self, mapping: Any, flat: list[Any]) -> None:
        for key, value in zip(flat[::2], flat[1::2], strict=True):
            mapping[self._value(key)] = self._value(value)

    def _object(self, rest: list[Any]) -> Any:
        kind, names = self._shapes[_index(rest[0])]
        value = self._meet(object.__new__(kind))
        slots = {name for each in kind.__mro__ for name in each.__dict__.get("__slots__", ())}
        for name, item in zip(names, rest[1:], strict=True):
            if name in slots:
                object.__setattr__(value, name, self._value(item))
            else:
                # Not by assignment, which a property would turn into a call.
                value.__dict__[name] = self._value(item)
        return value

    def _factory(self, packed: Any) -> Any:
        if packed is None:
            return None
        if isinstance(packed, str):
            return FACTORIES[packed]
        if packed[0] == Tag.CLASS:
            return find_class(packed[1])
        if packed[0] == Tag.PARTIAL and packed[1] is not None:
            arguments = [_argument(self._value(item)) for item in packed[2:]]
            return functools.partial(self._factory(packed[1]), *arguments)
        raise BadRiverState(f"a defaultdict must not make its values by {packed[0]!r}")


def _attribute(name: Any) -> str:
    if not isinstance(name, str) or not name.isidentifier() or name.startswith("__"):
        raise BadRiverState(f"an attribute must be an ordinary name; got {name!r}")
    return name


def _argument(value: Any) -> Any:
    # What a factory makes of it is made when an event asks for it: it must not be vast.
    if type(value) is int and abs(value) > MOST:
        raise BadRiverState(f"an argument of a factory must be at most {MOST}; got {value!r}")
    if isinstance(value, tuple):
        return tuple(map(_argument, value))
    if value is not None and not isinstance(value, _SCALARS):
        raise BadRiverState("an argument of a factory must be plain")
    return value


def _index(number: Any) -> int:
    if not isinstance(number, int) or number < 0:
        raise BadRiverState(f"an index must not be negative; got {number!r}")
    return number


def _dtype(name: Any) -> "np.dtype[Any]":
    dtype: np.dtype[Any] = np.dtype(str(name))
    if dtype.kind not in DTYPE_KINDS:
        raise BadRiverState(f"an array must hold numbers; got {dtype}")
    return dtype
