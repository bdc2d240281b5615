"""What is under contract: everything the packages export, so that exporting is all it takes."""

import inspect

import baselines
from baselines import Baseline
from detectors import Detector
from detectors.registry import detector_classes


def _baseline_classes() -> list[type[Baseline]]:
    exported = [getattr(baselines, name) for name in baselines.__all__]
    return [
        item
        for item in exported
        if inspect.isclass(item) and issubclass(item, Baseline) and hasattr(item, "name")
    ]


BASELINES: list[type[Baseline]] = _baseline_classes()
DETECTORS: list[type[Detector]] = list(detector_classes().values())


def name_of(kind: type) -> str:
    """What pytest calls a parameter."""
    return kind.__name__
