"""Whose calibration a detector's statistics belong to: its kind's, with these parameters."""

import json
import zlib

from .base import STREAMS, Detector


def is_changed(detector: Detector) -> bool:
    """Whether it feeds evidence with parameters that are not its kind's own.

    Examples
    --------
    >>> from . import Burst
    >>> is_changed(Burst()), is_changed(Burst(dispersion=1.25))
    (False, True)
    """
    return detector.stream in STREAMS and bool(_changed(detector))


def slot_code(detector: Detector) -> int:
    """Fifteen bits that name a kind of detector with its parameters.

    A detector with other parameters gives other statistics, and how odd ordinary sessions look to
    the old one says nothing about it. So it has slots of its own, and brings them along when the
    variant that ran in shadow takes the old one's place.

    Examples
    --------
    >>> from . import Burst
    >>> slot_code(Burst()) == slot_code(Burst(dispersion=1.25))
    False
    """
    name = detector.like or detector.name
    changed = _changed(detector) if detector.stream in STREAMS else {}
    told = f"{name}/{json.dumps(changed, sort_keys=True)}" if changed else name
    return zlib.crc32(told.encode()) & 0x7FFF


def _changed(detector: Detector) -> dict[str, object]:
    usual = type(detector)().parameters
    return {name: value for name, value in detector.parameters.items() if value != usual[name]}
