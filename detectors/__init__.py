"""What deviates: stateless judgement, one behaviour a file.

A detector reads an agent's baselines and its peers' and gives a `Score`, or `None` when it does
not know. `calibration` turns its p into how often benign sessions look so, `risk` combines the
streams of a session into evidence. To add one: a file, a class, a line here.
"""

from .annotation_change import AnnotationChange
from .base import Detector
from .burst import Burst
from .calibration import Calibration
from .canary import Canary
from .dormant import Dormant
from .failure_streak import FailureStreak
from .high_impact import HighImpact
from .hijack import Hijack
from .identity import Identity
from .intent import Intent
from .odd_call import OddCall
from .off_hours import OffHours
from .own_calibration import OwnCalibration
from .runaway_loop import RunawayLoop
from .score import Score
from .sequence import Sequence
from .silence import Silence
from .spree import Spree
from .unapproved import Unapproved
from .version_change import VersionChange
from .volume import Volume

__all__ = [
    "AnnotationChange",
    "Burst",
    "Calibration",
    "Canary",
    "Detector",
    "Dormant",
    "FailureStreak",
    "HighImpact",
    "Hijack",
    "Identity",
    "Intent",
    "OddCall",
    "OffHours",
    "OwnCalibration",
    "RunawayLoop",
    "Score",
    "Sequence",
    "Silence",
    "Spree",
    "Unapproved",
    "VersionChange",
    "Volume",
]
