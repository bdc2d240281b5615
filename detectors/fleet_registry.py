"""Which detectors judge the fleet as a whole, and how a configuration turns them into objects."""

import inspect

import detectors

from .config import Config
from .fleet_detector import FleetDetector


def fleet_detector_classes() -> dict[str, type[FleetDetector]]:
    """Every exported detector of the fleet by name, sorted.

    Examples
    --------
    >>> list(fleet_detector_classes())[:2]
    ['chain_reaction', 'lone_model']
    """
    exported = [getattr(detectors, name) for name in detectors.__all__]
    classes = [
        item
        for item in exported
        if inspect.isclass(item) and issubclass(item, FleetDetector) and hasattr(item, "name")
    ]
    return {kind.name: kind for kind in sorted(classes, key=lambda kind: kind.name)}


def make_fleet_detectors(config: Config) -> list[FleetDetector]:
    """The fleet's detectors of a configuration, in order of their names.

    Raises
    ------
    ValueError
        If the configuration names a parameter that does not exist.
    """
    made: list[FleetDetector] = []
    for name, kind in fleet_detector_classes().items():
        setting = config.detectors.get(name)
        try:
            made.append(kind(**(setting.parameters if setting is not None else {})))
        except TypeError as error:
            raise ValueError(f"parameters of detector {name!r} must be its own: {error}") from None
    return made
