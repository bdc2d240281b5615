"""What to expect of an agent: learned online, one respect a file, and kept in its profile.

A baseline is a River estimator with a clock. It holds state and judges nothing; detectors judge
and hold none. `Profile` is all of one agent's baselines, or of its peers together.

Each is imported when it is first named: the SDK needs the words of `features` and not River, which
is not even installed where agents run.
"""

import importlib
from typing import TYPE_CHECKING, Any

from .compiled import check_compiled
from .features import ACTIONS, GRACE_S, Action, Features, Outcome

if TYPE_CHECKING:
    from .approvals import ApprovalsBaseline
    from .base import Baseline, Packed
    from .changes import ChangesBaseline
    from .days import DaysBaseline
    from .declarations import DeclarationsBaseline
    from .hours import HoursBaseline
    from .identity import IdentityBaseline
    from .incident import IncidentState
    from .intents import IntentsBaseline
    from .membership import Membership
    from .new_touches import NewTouches
    from .odd_event import OddEvent
    from .odd_events import OddEvents
    from .outcome import OutcomeBaseline
    from .outlets import OutletsBaseline
    from .profile import Profile
    from .rate import RateBaseline
    from .recent_events import RecentEvents
    from .repeats import RepeatsBaseline
    from .sequence import SequenceBaseline
    from .session import Session
    from .session_peaks import SessionPeaks
    from .session_vectors import SessionVectors
    from .sessions import SessionsBaseline
    from .silences import SilencesBaseline
    from .volume import VolumeBaseline

__all__ = [
    "ACTIONS",
    "GRACE_S",
    "Action",
    "ApprovalsBaseline",
    "Baseline",
    "ChangesBaseline",
    "DaysBaseline",
    "DeclarationsBaseline",
    "Features",
    "HoursBaseline",
    "IdentityBaseline",
    "IncidentState",
    "IntentsBaseline",
    "Membership",
    "NewTouches",
    "OddEvent",
    "OddEvents",
    "Outcome",
    "OutcomeBaseline",
    "OutletsBaseline",
    "Packed",
    "Profile",
    "RateBaseline",
    "RecentEvents",
    "RepeatsBaseline",
    "SequenceBaseline",
    "Session",
    "SessionPeaks",
    "SessionVectors",
    "SessionsBaseline",
    "SilencesBaseline",
    "VolumeBaseline",
]

_HOMES = {
    "Baseline": "base",
    "SilencesBaseline": "silences",
    "NewTouches": "new_touches",
    "ApprovalsBaseline": "approvals",
    "Packed": "base",
    "ChangesBaseline": "changes",
    "DaysBaseline": "days",
    "DeclarationsBaseline": "declarations",
    "HoursBaseline": "hours",
    "IdentityBaseline": "identity",
    "IncidentState": "incident",
    "IntentsBaseline": "intents",
    "Membership": "membership",
    "OddEvent": "odd_event",
    "OddEvents": "odd_events",
    "OutcomeBaseline": "outcome",
    "OutletsBaseline": "outlets",
    "Profile": "profile",
    "RateBaseline": "rate",
    "RecentEvents": "recent_events",
    "RepeatsBaseline": "repeats",
    "SequenceBaseline": "sequence",
    "Session": "session",
    "SessionPeaks": "session_peaks",
    "SessionVectors": "session_vectors",
    "SessionsBaseline": "sessions",
    "VolumeBaseline": "volume",
}


if not TYPE_CHECKING:  # A type checker would else believe in any name.

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        check_compiled()
        return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
