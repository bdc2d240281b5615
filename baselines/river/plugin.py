"""The baseline class of one River plug-in, made and rehearsed when the configuration is read."""

import functools
import random
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from river import base
from river.__version__ import __version__

from ..features import ACTIONS, Features
from .bad_state import BadRiverState
from .codec import encode_river
from .cohort import RiverCohort
from .features import FEATURES
from .making import fresh
from .state import MAX_STATE_BYTES, RiverState

_N_REHEARSED = 300


@functools.lru_cache(maxsize=256)
def river_state(
    plugin: str,
    make: Callable[[], Any],
    features: tuple[str, ...] = FEATURES,
    target: str | None = None,
    grace: int = 250,
) -> type[RiverState]:
    """The baseline class of one plug-in, after a rehearsal; the same class for the same arguments.

    Parameters
    ----------
    plugin
        Its name, which states are kept under.
    make
        Gives the untaught estimator.
    features
        Numbers it gets, of those in `river_features`.
    target
        For River's supervised anomaly detectors: the number they judge, which is then no feature.
    grace
        Events that only teach.

    Raises
    ------
    ValueError
        If the estimator is no anomaly detector, differs from one making to the next, holds what
        cannot be carried, is too large, or scores differently after a restart; says which.

    Examples
    --------
    >>> from river import anomaly
    >>> kind = river_state("sizes", anomaly.GaussianScorer, target="items")
    >>> kind.name, kind is river_state("sizes", anomaly.GaussianScorer, target="items")
    ('river.sizes', True)
    """
    unknown = sorted({*features, *(() if target is None else (target,))} - set(FEATURES))
    if unknown:
        raise ValueError(f"features of {plugin!r} must be among {FEATURES}; got {unknown}")
    chosen = features if target is None or target in features else (*features, target)
    try:
        first = encode_river(_checked(plugin, fresh(make), target))
        second = encode_river(fresh(make))
    except BadRiverState as error:
        raise BadRiverState(f"pipeline of {plugin!r} holds what cannot be kept: {error}") from None
    except ValueError:
        raise
    except Exception as error:  # whatever somebody's own function raises, it is about that one
        told = f"{type(error).__name__}: {error}"
        raise ValueError(f"pipeline of {plugin!r} must be made without arguments; {told}") from None
    if first != second:
        raise ValueError(f"pipeline of {plugin!r} must be the same each time; give it a seed")
    about = repr((__version__, chosen, target, grace)).encode()
    attributes = {
        "__doc__": f"The state of plug-in {plugin}.",
        "__module__": __name__,
        "name": f"river.{plugin}",
        "make": staticmethod(make),
        "features": chosen,
        "target": target,
        "grace": grace,
        "fingerprint": zlib.crc32(first, zlib.crc32(about)),
    }
    kind: type[RiverState] = type(f"RiverState_{plugin}", (RiverState,), attributes)
    kind.n_rehearsed_bytes = _rehearse(plugin, kind)
    return kind


@functools.lru_cache(maxsize=256)
def river_cohort(
    plugin: str,
    make: Callable[[], Any],
    features: tuple[str, ...] = FEATURES,
    target: str | None = None,
    grace: int = 250,
) -> type[RiverCohort]:
    """The baseline class of a plug-in that learns whole cohorts; arguments as of `river_state`."""
    attributes = {
        "__doc__": f"Events for plug-in {plugin}.",
        "__module__": __name__,
        "name": f"river_cohort.{plugin}",
        "model": river_state(plugin, make, features, target, grace),
    }
    kind: type[RiverCohort] = type(f"RiverCohort_{plugin}", (RiverCohort,), attributes)
    return kind


def _checked(plugin: str, estimator: Any, target: str | None) -> Any:
    if not isinstance(estimator, base.Estimator) or not hasattr(estimator, "score_one"):
        raise ValueError(
            f"pipeline of {plugin!r} must give an anomaly detector of River's, or a pipeline that "
            f"ends in one; got {type(estimator).__name__}"
        )
    if estimator._supervised != (target is not None):
        needs = "needs a `target`" if target is None else "must not have a `target`"
        raise ValueError(
            f"pipeline of {plugin!r} {needs}: it is River's {type(estimator).__name__}"
        )
    return estimator


def _rehearse(plugin: str, kind: type[RiverState]) -> int:
    """Teach two of them the same made-up events, packing one now and then; the size in the end."""
    straight, packed = kind(), kind()
    events = list(_events(max(_N_REHEARSED, kind.grace + 50)))
    for x in events:
        straight.learn_one(x)
    size = straight.n_bytes()
    if size > MAX_STATE_BYTES:
        raise ValueError(
            f"the state of plug-in {plugin!r} must have at most {MAX_STATE_BYTES} bytes, for a "
            f"profile has 64 KiB in all; got {size}: give it fewer or smaller parts"
        )
    for i, x in enumerate(events):
        packed.learn_one(x)
        if i % 60 == 0:
            again = kind()
            again.unpack(packed.pack())
            packed = again
    if straight.pack() != packed.pack():
        raise ValueError(f"plug-in {plugin!r} must score the same after a restart; it does not")
    return size


def _events(n: int) -> Iterator[Features]:
    generator = random.Random(0)  # noqa: S311  # made-up events, not keys
    for i in range(n):
        yield {
            "time": 60.0 * i,
            "action": generator.choice(ACTIONS),
            "hour": i // 60 % 48,
            "n_items": generator.randrange(1_000),
            "n_bytes": generator.randrange(100_000),
            "impact": generator.randrange(60),
        }
