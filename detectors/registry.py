"""Which detectors there are, and how a configuration turns them into objects."""

import inspect

import detectors

from .base import Detector
from .config import Config
from .fleet_registry import fleet_detector_classes, make_fleet_detectors
from .plugged.variants import make_variant


def detector_classes() -> dict[str, type[Detector]]:
    """Every exported detector by name, sorted: exporting one is all it takes to add it.

    Examples
    --------
    >>> list(detector_classes())[:3]
    ['annotation_change', 'burst', 'canary']
    """
    exported = [getattr(detectors, name) for name in detectors.__all__]
    classes = [
        item
        for item in exported
        if inspect.isclass(item) and issubclass(item, Detector) and hasattr(item, "name")
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
    plugins = {n: s for n, s in config.detectors.items() if s.pipeline is not None and not s.like}
    taken = sorted(set(plugins) & {*classes, *fleet_detector_classes()})
    if taken:
        raise ValueError(f"a plug-in must have a name of its own; got {taken}")
    variants = {name: s for name, s in config.detectors.items() if s.like is not None}
    known = {*classes, *fleet_detector_classes()}
    unknown = sorted(set(config.detectors) - known - set(plugins) - set(variants))
    if unknown:
        raise ValueError(f"detectors must be among {sorted(known)}; got {unknown}")
    make_fleet_detectors(config)
    made: list[Detector] = []
    for name, kind in classes.items():
        setting = config.detectors.get(name)
        try:
            made.append(kind(**(setting.parameters if setting is not None else {})))
        except TypeError as error:
            raise ValueError(f"parameters of detector {name!r} must be its own: {error}") from None
    made += [make_variant(name, setting, classes) for name, setting in variants.items()]
    if plugins:
        # What plug-ins need takes long to import; who has none need not wait for it.
        from .plugged.plug_ins import plug_in_all

        made += plug_in_all(plugins)
    return sorted(made, key=lambda detector: detector.name)
