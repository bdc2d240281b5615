"""From a setting that names a River pipeline to a detector."""

import functools
import importlib
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from baselines import Baseline
from baselines.river.cohort import RiverCohort
from baselines.river.plugin import river_cohort, river_state
from baselines.river.state import MAX_STATE_BYTES, RiverState
from baselines.river.too_large import TooLarge

from ..settings.detector_setting import DetectorSetting
from .pipelines import written_pipeline
from .river_cohort_detector import RiverCohortDetector
from .river_detector import RiverDetector

About = tuple[str, Callable[[], Any], tuple[str, ...], str | None, int]
"""Name, maker, features, target and grace."""

_PATH = re.compile(r"[\w.]+:[\w.]+")
_MOST_GRACE = 10_000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")


def plug_in(name: str, setting: DetectorSetting) -> RiverDetector:
    """The detector of a setting that names a pipeline.

    Raises
    ------
    ValueError
        If its name, its parameters or what the path leads to does not fit; says why.

    Examples
    --------
    >>> setting = DetectorSetting(
    ...     stage="alert", pipeline="GaussianScorer",
    ...     parameters={"target": "items", "feeds": "volume"})
    >>> plug_in("sizes", setting).stream
    'volume'
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"a plug-in's name must be a short lower-case word; got {name!r}")
    make = _function(name, setting.pipeline or "")
    try:
        parameters = RiverDetector(**setting.parameters)
    except TypeError as error:
        raise ValueError(f"parameters of plug-in {name!r} must be its own: {error}") from None
    features, grace = tuple(parameters.features), parameters.grace
    if type(grace) is not int or not 1 <= grace <= _MOST_GRACE:
        raise ValueError(f"grace of plug-in {name!r} must be 1 to {_MOST_GRACE}; got {grace!r}")
    about = name, make, features, parameters.target, grace
    learned = _learned(about, parameters.per)
    base: type[RiverDetector] = RiverDetector
    shared: tuple[type[Baseline], ...] = ()
    if issubclass(learned, RiverCohort):
        per, base, kind, shared = "cohort", RiverCohortDetector, learned.model, (learned,)
    else:
        per, kind = "agent", learned
    attributes: dict[str, Any] = {
        "__doc__": f"Plug-in {name}: {setting.pipeline}.",
        "__module__": __name__,
        "name": name,
        "kind": kind,
        "n_profile_bytes": learned.n_rehearsed_bytes,
        "baselines": (learned,),
        "shared": shared,
        "stream": parameters.feeds,
        "plugged": zlib.crc32(per.encode(), kind.fingerprint) or 1,
    }
    said = (make.__doc__ or "").strip().partition("\n")[0]
    if said:
        attributes["hypothesis"] = said
    made: RiverDetector = type(f"{base.__name__}_{name}", (base,), attributes)(
        grace, features, parameters.target, per, parameters.feeds
    )
    return made


def plug_in_all(settings: Mapping[str, DetectorSetting]) -> list[RiverDetector]:
    """The detectors of all settings, which share one profile.

    Raises
    ------
    ValueError
        If one of them does not fit, or all together are too large.

    Examples
    --------
    >>> plug_in_all({})
    []
    """
    made = [plug_in(name, setting) for name, setting in settings.items()]
    n_bytes = sum(detector.n_profile_bytes for detector in made)
    if n_bytes > MAX_STATE_BYTES:
        raise ValueError(
            f"the states of all plug-ins must have at most {MAX_STATE_BYTES} bytes together, for "
            f"a profile has 64 KiB in all; got {n_bytes}"
        )
    return made


@functools.cache
def _learned(about: About, per: str | None) -> type[RiverState | RiverCohort]:
    """What learns for it; where nobody says whom, each agent's profile, if that has the room."""
    if per != "cohort":
        try:
            return river_state(*about)
        except TooLarge:
            if per == "agent":
                raise
    return river_cohort(*about)


def _function(name: str, path: str) -> Callable[[], Any]:
    if not _PATH.fullmatch(path):
        try:
            return written_pipeline(path)
        except ValueError as error:
            raise ValueError(
                f"pipeline of {name!r} must be 'package.module:function' or steps of River's, "
                f"joined by |: {error}"
            ) from None
    module_name, _, attribute = path.partition(":")
    try:
        make = getattr(importlib.import_module(module_name), attribute)
    except (ImportError, AttributeError) as error:
        raise ValueError(
            f"pipeline of {name!r} must be importable (is its folder on PYTHONPATH?): {error}"
        ) from None
    if not callable(make):
        raise ValueError(f"pipeline of {name!r} must be a function; got {make!r}")
    function: Callable[[], Any] = make
    return function
