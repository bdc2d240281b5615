"""The contract of every baseline: a River estimator with a clock, and plain numbers as state."""

import copy
import inspect
from typing import Any, ClassVar, Self

from mypy_extensions import mypyc_attr
from river import base

from .features import Features

Packed = list[Any]
"""Numbers, strings, bytes, lists and maps of these: nothing that can run. Symbols that other
baselines keep, too, stand in an `array` of type code `I`: a profile has them once."""


# It is registered with River below: a compiled class cannot inherit from an interpreted one.
@mypyc_attr(allow_interpreted_subclasses=True)
class Baseline:
    """What one agent usually does, in one respect.

    Parameters are keyword arguments of `__init__` stored under their own names, as in River, so
    `clone` and `_get_params` work. Decay is by the clock, `exp(-dt / tau)`: a burst cannot push its
    own past out. The state is packed into plain numbers, never pickled: whoever could write the
    profile topic could otherwise run code.
    """

    name: ClassVar[str]
    letter: ClassVar[str] = ""
    """What packed profiles call it to save bytes; where there is none, it goes by its name."""
    version: ClassVar[int] = 1
    """Raised when the packed form changes; older states of this baseline are then started anew."""
    key: ClassVar[str]
    """Letter and version, or name and version: what its state is found by in a packed profile."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.key = f"{cls.letter or getattr(cls, 'name', '') + '@'}{cls.version}"

    def _get_params(self) -> dict[str, Any]:
        """Parameters by name, as River asks for them."""
        return {name: getattr(self, name) for name in inspect.signature(type(self)).parameters}

    def clone(self) -> Self:
        """One with the same parameters that has learned nothing, as in River."""
        return type(self)(**copy.deepcopy(self._get_params()))

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Take one event in; `weight` in [0, 1] holds back what looked odd."""
        raise NotImplementedError

    def reinstate(self) -> None:
        """Forget what is under way: a person let the agent work again, so that is judged already.

        What is usual stays as it is. Most baselines know of nothing else.
        """

    def merge_one(self, other: Self) -> None:
        """Take another agent's baseline in: how the peers of a snapshot come about."""
        raise NotImplementedError

    def pack(self) -> Packed:
        """The state as plain numbers."""
        raise NotImplementedError

    def unpack(self, packed: Packed) -> None:
        """Restore a state that `pack` gave."""
        raise NotImplementedError


base.Estimator.register(Baseline)
