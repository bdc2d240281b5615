"""What a configuration says of one detector."""

from typing import Any, Literal

import msgspec

Stage = Literal["shadow", "alert", "promoted"]


class DetectorSetting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one detector takes part.

    Parameters
    ----------
    stage
        `shadow`: scored and written down. `alert`: may raise alerts. `promoted`: may also count
        towards a stop.
    parameters
        Keyword arguments of the detector.
    pipeline
        For a plug-in: a River pipeline as one writes it, `StandardScaler | HalfSpaceTrees(seed=1)`,
        or `package.module:function`, a function that gives a River anomaly detector.
        A plug-in's stage is `shadow` where none is given in a file; in any other it is heard once
        enough sessions were measured.
    like
        For a variant: the detector of ours that runs a second time, in shadow, with these
        parameters.
    """

    stage: Stage = "alert"
    parameters: dict[str, Any] = {}
    pipeline: str | None = None
    like: str | None = None
