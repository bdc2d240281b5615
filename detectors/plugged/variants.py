"""A detector of ours a second time, with other parameters, in shadow beside the first."""

import re
from collections.abc import Mapping

from ..base import Detector
from ..settings.detector_setting import DetectorSetting
from .variant import Variant, variant_class

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")


def make_variant(
    name: str, setting: DetectorSetting, classes: Mapping[str, type[Detector]]
) -> Variant:
    """The detector of a setting that says `like`.

    Raises
    ------
    ValueError
        If its name, its stage, its kind or its parameters do not fit; says which.

    Examples
    --------
    >>> from .. import Burst
    >>> setting = DetectorSetting(stage="shadow", like="burst", parameters={"dispersion": 1.25})
    >>> variant = make_variant("burst_next", setting, {"burst": Burst})
    >>> variant.name, variant.like, variant.parameters["dispersion"]
    ('burst_next', 'burst', 1.25)
    """
    if not _NAME.fullmatch(name) or name in classes:
        raise ValueError(f"a variant must have a short lower-case name of its own; got {name!r}")
    if setting.stage != "shadow" or setting.pipeline is not None:
        raise ValueError(
            f"variant {name!r} must be in stage 'shadow' and have no pipeline; to promote it, give "
            f"its parameters to {setting.like!r}"
        )
    if setting.like is None or setting.like not in classes:
        raise ValueError(
            f"variant {name!r} must be like one of {sorted(classes)}; got {setting.like!r}"
        )
    try:
        return variant_class(name, classes[setting.like])(**setting.parameters)
    except TypeError as error:
        raise ValueError(f"parameters of variant {name!r} must be its own: {error}") from None
