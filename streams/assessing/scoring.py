"""All of a monitor that follows from the configuration, made anew when that changes."""

from collections.abc import Iterable

from baselines import (
    Baseline,
    ChangesBaseline,
    HoursBaseline,
    IdentityBaseline,
    IncidentState,
    Membership,
    OddEvents,
    OutcomeBaseline,
    Profile,
    RateBaseline,
    RecentEvents,
    SessionsBaseline,
    SessionVectors,
    VolumeBaseline,
)
from detectors import Detector
from detectors.config import Config
from detectors.dials import Dials
from detectors.plugged.variant import judges
from detectors.registry import make_detectors
from detectors.risk import Risk

from ..meaning.bait import Bait
from ..meaning.change_windows import ChangeWindows
from ..meaning.register import Register
from .direct_path import DirectPath, speak_directly
from .incidents import Incidents
from .scorer import Scorer

_TAUGHT: set[type[Baseline]] = {
    *(ChangesBaseline, HoursBaseline, IdentityBaseline, IncidentState, Membership, OddEvents),
    *(OutcomeBaseline, RateBaseline, RecentEvents, SessionsBaseline, VolumeBaseline),
    SessionVectors,
}
"""Baselines that the monitor teaches, each in its own way."""


class Scoring:
    """Detectors, how they are combined, and what is done about it.

    Parameters
    ----------
    config
        What all of it follows from.
    is_all_scored
        Whether detectors are scored that have no say and teach nothing.

    Raises
    ------
    ValueError
        If the configuration names what does not exist, or makes no sense.

    Examples
    --------
    >>> [detector.name for detector in Scoring(Config()).detectors][:2]
    ['annotation_change', 'burst']
    """

    def __init__(self, config: Config, is_all_scored: bool = True) -> None:
        self.config = config
        self.detectors = make_detectors(config)
        self.risk = Risk(config, self.detectors)
        self.dials = Dials(config, self.risk.heard_plugged)
        self.incidents = Incidents(config, {d.name: d for d in self.detectors})
        self._direct = set(speak_directly(config, self.detectors))
        read = {kind: None for d in self.detectors for kind in d.baselines}
        self._read = tuple(read)
        self.kinds = tuple(dict.fromkeys((*_TAUGHT, *read)))
        """All baselines that an agent's profile can have here."""
        self.others = tuple(kind for kind in read if kind not in _TAUGHT)
        """Baselines of detectors, beside those that every agent has."""
        named = judges(self.detectors)
        self.bait = Bait(named) or None
        self.register = Register(named) or None
        self.windows = ChangeWindows(config.change_windows) or None
        self.shared = shared_by(self.detectors)
        """Baselines beyond the usual ones that a snapshot's peers must have."""
        self.plan = [
            self._scorer(d, is_all_scored or self._has_a_say(d))
            for d in self.detectors
            if is_all_scored or d.teaches or self._has_a_say(d)
        ]
        """The detectors that are asked about an event."""
        self.asked = tuple([one.name for one in self.plan])
        """Their names."""
        self.direct = DirectPath(config, self.detectors, self.asked)

    def _scorer(self, detector: Detector, is_scored: bool) -> Scorer:
        if detector.plugged:
            # What is plugged in is taken into the evidence apart.
            return Scorer(detector, 0, 0, is_scored)
        base, bit = self.risk.base(detector) or 0, self.risk.bit(detector)
        return Scorer(detector, base, bit, is_scored)

    def touch(self, own: Profile) -> None:
        """Make whatever a detector would have looked at: a profile does not tell who was asked."""
        for kind in self._read:
            _ = own[kind]

    def _has_a_say(self, detector: Detector) -> bool:
        """Whether anything depends on its score where nobody reads scores."""
        return self.risk.base(detector) is not None or detector.name in self._direct


def shared_by(detectors: Iterable[Detector]) -> tuple[type[Baseline], ...]:
    """Baselines that peers must have for these detectors, each once, in order of their names."""
    kinds = {kind for detector in detectors for kind in detector.shared}
    return tuple(sorted(kinds, key=lambda kind: kind.name))
