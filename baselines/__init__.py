"""What to expect of an agent: learned online, one respect a file, and kept in its profile.

A baseline is a River estimator with a clock. It holds state and judges nothing; detectors judge
and hold none. `Profile` is all of one agent's baselines, or of its peers together.
"""

from .base import Baseline, Packed
from .changes import ChangesBaseline
from .features import ACTIONS, Action, Features, Outcome
from .hours import HoursBaseline
from .identity import IdentityBaseline
from .incident import IncidentState
from .membership import Membership
from .outcome import OutcomeBaseline
from .profile import Profile
from .rate import RateBaseline
from .recent_events import RecentEvents
from .session import Session
from .session_peaks import SessionPeaks
from .sessions import SessionsBaseline
from .volume import VolumeBaseline

__all__ = [
    "ACTIONS",
    "Action",
    "Baseline",
    "ChangesBaseline",
    "Features",
    "HoursBaseline",
    "IdentityBaseline",
    "IncidentState",
    "Membership",
    "Outcome",
    "OutcomeBaseline",
    "Packed",
    "Profile",
    "RateBaseline",
    "RecentEvents",
    "Session",
    "SessionPeaks",
    "SessionsBaseline",
    "VolumeBaseline",
]
