"""Whose calibration a detector's statistics belong to: its kind's, with these parameters."""

import json
import zlib

from baselines.session_peaks import COUNTED

from ..base import MAX_SLOTS, STREAMS, Detector

_FIRST_PLUGGED = COUNTED // MAX_SLOTS


def is_changed(detector: Detector) -> bool:
    """Whether it feeds evidence, and theory does not know how: other parameters, or a plug-in.

    Examples
    --------
    >>> from .. import Burst
    >>> is_changed(Burst()), is_changed(Burst(dispersion=1.25))
    (False, True)
    """
    return detector.stream in STREAMS and bool(detector.plugged or _changed(detector))


def slot_code(detector: Detector) -> int:
    """Fifteen bits that name a kind of detector with its parameters; sixteen name a plug-in.

    A detector with other parameters gives other statistics, and how odd ordinary sessions look to
    the old one says nothing about it. So it has slots of its own, and brings them along when the
    variant that ran in shadow takes the old one's place. A plug-in has what belongs to its name and
    to all that was plugged in under it; whatever is changed about it starts anew.

    Examples
    --------
    >>> from .. import Burst
    >>> slot_code(Burst()) == slot_code(Burst(dispersion=1.25))
    False
    """
    name = detector.like or detector.name
    if detector.plugged:
        told = f"{name}/{detector.plugged}/{detector.stream}"
        return _FIRST_PLUGGED | zlib.crc32(told.encode()) & 0x7FFF
    changed = _changed(detector) if detector.stream in STREAMS else {}
    told = f"{name}/{json.dumps(changed, sort_keys=True)}" if changed else name
    return zlib.crc32(told.encode()) & 0x7FFF


def _changed(detector: Detector) -> dict[str, object]:
    usual = type(detector)().parameters
    given = detector.parameters
    return {name: _plain(value) for name, value in given.items() if value != usual[name]}


def _plain(value: object) -> object:
    """The same number written alike: a compiled detector keeps 60 as 60.0, where it may be 60.5."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
