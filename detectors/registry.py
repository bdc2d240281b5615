"""Which detectors there are, and how a configuration turns them into objects."""

import inspect

import detectors

from .base import Detector
from .config import Config


def detector_classes() -> dict[str, type[Detector]]:
    """Every exported detector by name, sorted: exporting one is all it takes to add it.

    Examples
    --------
    >>> list(detector_classes())[:3]
    ['burst', 'failure_streak', 'high_impact']
    """
    exported = [getattr(detectors, name) for name in detectors.__all__]
    classes = [
        item
        for item in exported
        if inspect.isclass(item) and issubclass(item, Detector) and not inspect.isabstract(item)
    ]
    return {kind.name: kind for kind in sorted(classes, key=lambda kind: kind.name)}


def make_detectors(config: Config) -> list[Detector]:
    """The detectors of a configuration, in order of their names.

    Raises
    ------
    ValueError
        If the configuration names a detector or a parameter that does not exist.
    """
    classes = detector_classes()
    made = []
    for name, kind in classes.items():
        setting = config.detectors.get(name)
        parameters = setting.parameters if setting is not None else {}
        try:
            made.append(kind(**parameters))
        except TypeError as error:
            raise ValueError(f"parameters of detector {name!r} must be its own: {error}") from None
    unknown = sorted(set(config.detectors) - set(classes))
    if unknown:
        raise ValueError(f"detectors must be among {sorted(classes)}; got {unknown}")
    return made
