"""Which suites there are: exporting one is all it takes to add it."""

import inspect

from roguewatch.evaluation import suites

from .base import Suite


def suite_classes() -> dict[str, type[Suite]]:
    """Every exported suite by name, sorted.

    Examples
    --------
    >>> all(issubclass(kind, Suite) for kind in suite_classes().values())
    True
    """
    exported = [getattr(suites, name) for name in suites.__all__]
    kinds = [
        item
        for item in exported
        if inspect.isclass(item) and issubclass(item, Suite) and not inspect.isabstract(item)
    ]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: kind.name)}


def choose(names: list[str]) -> list[Suite]:
    """The suites of these names in the given order, all when none is named.

    Raises
    ------
    ValueError
        If there is no suite of a name.
    """
    classes = suite_classes()
    unknown = sorted(set(names) - set(classes))
    if unknown:
        raise ValueError(f"suites must be among {list(classes)}; got {unknown}")
    return [classes[name]() for name in dict.fromkeys(names or classes)]
