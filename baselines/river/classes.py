"""Which classes a packed River state may name: River's own estimators and statistics, no others."""

import collections
import importlib

from .bad_state import BadRiverState

# Not compat, datasets, stream or checks: they run foreign code, read files or the network.
_PACKAGES = frozenset(
    "anomaly base cluster compose covariance drift feature_extraction feature_selection"
    " linear_model misc naive_bayes neighbors optim preprocessing proba sketch stats time_series"
    " tree utils".split()
)
_CONTAINERS = (bytes, collections.deque, dict, float, frozenset, int, list, set, str, tuple)


def class_name(kind: type) -> str:
    """The name under which a class travels.

    Examples
    --------
    >>> from river import stats
    >>> class_name(stats.Mean)
    'river.stats.mean:Mean'
    >>> class_name(list)
    Traceback (most recent call last):
        ...
    baselines.river.bad_state.BadRiverState: a class must be one of River's; got 'builtins:list'
    """
    name = f"{kind.__module__}:{kind.__qualname__}"
    if not _is_allowed(kind.__module__, kind.__qualname__) or issubclass(kind, _CONTAINERS):
        raise BadRiverState(f"a class must be one of River's; got {name!r}")
    return name


def find_class(name: str) -> type:
    """The class of a name, if it is one that `class_name` could have given.

    Examples
    --------
    >>> find_class("river.stats.mean:Mean").__name__
    'Mean'
    >>> find_class("os:system")
    Traceback (most recent call last):
        ...
    baselines.river.bad_state.BadRiverState: a class must be one of River's; got 'os:system'
    """
    module_name, _, attribute = name.partition(":")
    if not _is_allowed(module_name, attribute):
        raise BadRiverState(f"a class must be one of River's; got {name!r}")
    try:
        kind = getattr(importlib.import_module(module_name), attribute, None)
    except ImportError:
        kind = None
    # A module of River also holds what it imported from elsewhere.
    if not isinstance(kind, type) or class_name(kind) != name:
        raise BadRiverState(f"a class must be one of River's; got {name!r}")
    return kind


def _is_allowed(module_name: str, attribute: str) -> bool:
    river, *path = module_name.split(".")
    return (
        river == "river"
        and bool(path)
        and path[0] in _PACKAGES
        and all(part.isidentifier() and not part.startswith("__") for part in (*path, attribute))
    )
