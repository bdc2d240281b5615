"""The baseline class of one River plug-in, made and rehearsed when the configuration is read."""

import functools
import zlib
from collections.abc import Callable
from typing import Any

import msgspec
from river import base
from river.__version__ import __version__

from .bad_state import BadRiverState
from .bounds import check_parameters
from .codec import encode_river
from .cohort import MAX_OWN, RiverCohort
from .features import FEATURES
from .making import fresh
from .rehearsal import made_up_events, rehearse, rehearse_shared
from .state import RiverState


@functools.lru_cache(maxsize=256)
def river_state(
    plugin: str,
    make: Callable[[], Any],
    features: tuple[str, ...] = FEATURES,
    target: str | None = None,
    grace: int = 250,
    is_shared: bool = False,
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
    is_shared
        Whether a cohort shares it: its state lies in no profile, and may be larger.

    Raises
    ------
    ValueError
        If the estimator is no anomaly detector, differs from one making to the next, holds what
        cannot be carried, is too large, cannot learn an ordinary event, or scores differently after
        a restart; says which.

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
    kind.n_rehearsed_bytes = (rehearse_shared if is_shared else rehearse)(plugin, kind)
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
        "model": river_state(plugin, make, features, target, grace, is_shared=True),
    }
    kind: type[RiverCohort] = type(f"RiverCohort_{plugin}", (RiverCohort,), attributes)
    member = kind()
    for x in made_up_events(MAX_OWN):
        member.learn_one(x)
    kind.n_rehearsed_bytes = len(msgspec.msgpack.encode(member.pack()))
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
    # No text of a configuration may make a process build a million trees.
    check_parameters(estimator, None)
    return estimator
