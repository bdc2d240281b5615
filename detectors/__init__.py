"""What deviates: stateless judgement, one behaviour a file.

A detector reads an agent's baselines and its peers' and gives a `Score`, or `None` when it does
not know. `calibration` turns its p into how often benign sessions look so, `risk` combines the
streams of a session into evidence. To add one: a file, a class, a line here.

Beside the detectors: `judging`, what several of them judge by; `weighing`, how a statistic becomes
a probability; `plugged`, River pipelines and variants; `settings`, the parts of `config`.
"""

from .annotation_change import AnnotationChange
from .base import Detector
from .burst import Burst
from .calibration import Calibration
from .canary import Canary
from .chain_reaction import ChainReaction
from .day_total import DayTotal
from .dormant import Dormant
from .failure_streak import FailureStreak
from .fleet_detector import FleetDetector
from .growth import Growth
from .high_impact import HighImpact
from .hijack import Hijack
from .identity import Identity
from .intent import Intent
from .judging.points import Points
from .lone_model import LoneModel
from .new_outlet import NewOutlet
from .odd_call import OddCall
from .off_hours import OffHours
from .release_shift import ReleaseShift
from .runaway_loop import RunawayLoop
from .score import Score
from .sequence import Sequence
from .server_change import ServerChange
from .session_outlier import SessionOutlier
from .shared_address import SharedAddress
from .shared_credential import SharedCredential
from .silence import Silence
from .spree import Spree
from .unapproved import Unapproved
from .undeclared import Undeclared
from .version_change import VersionChange
from .volume import Volume
from .weighing.own_calibration import OwnCalibration

__all__ = [
    "AnnotationChange",
    "Burst",
    "Calibration",
    "Canary",
    "ChainReaction",
    "DayTotal",
    "Detector",
    "Dormant",
    "FailureStreak",
    "FleetDetector",
    "Growth",
    "HighImpact",
    "Hijack",
    "Identity",
    "Intent",
    "LoneModel",
    "NewOutlet",
    "OddCall",
    "OffHours",
    "OwnCalibration",
    "Points",
    "ReleaseShift",
    "RunawayLoop",
    "Score",
    "Sequence",
    "ServerChange",
    "SessionOutlier",
    "SharedAddress",
    "SharedCredential",
    "Silence",
    "Spree",
    "Unapproved",
    "Undeclared",
    "VersionChange",
    "Volume",
]
