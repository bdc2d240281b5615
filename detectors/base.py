"""The contract of every detector: stateless judgement of one behaviour."""

import inspect
from typing import Any, ClassVar, Final, Literal

from mypy_extensions import mypyc_attr

from baselines import Baseline, Features, Profile

from .score import Score

Stream = Literal["hijack", "burst", "volume", "context", "direct", "shadow"]
STREAMS: Final[tuple[Stream, ...]] = ("hijack", "burst", "volume", "context")
"""Streams of evidence, in the order of their bits in `Session.spoke`."""
MAX_SLOTS: Final = 32
"""Slots a detector may use within its stream."""


@mypyc_attr(allow_interpreted_subclasses=True)
class Detector:
    """Judges one event against the agent's own profile and its peers'; keeps no state.

    A new detector is one file with one such class, exported from `detectors/__init__.py`; it is
    then listed, scored, contract-tested and configurable. It starts in `shadow`: scored and
    written down, without a say in alerts.
    """

    name: ClassVar[str]
    stream: ClassVar[Stream] = "context"
    """The stream of evidence it feeds; `direct` goes straight to policy, by its `Score.points`."""
    like: ClassVar[str] = ""
    """For a variant in shadow: the name of the detector it may take the place of."""
    plugged: ClassVar[int] = 0
    """For a plug-in: a number of what was plugged in. Its p promises nothing before it was measured
    against ordinary sessions, as `PluggedCalibration` does."""
    teaches: ClassVar[bool] = False
    """Whether scoring adds to the features what a baseline learns: it is scored everywhere then."""
    baselines: ClassVar[tuple[type[Baseline], ...]]
    """What it reads."""
    shared: ClassVar[tuple[type[Baseline], ...]] = ()
    """Baselines of its own that a snapshot's peers must have too."""
    hypothesis: ClassVar[str]
    """What has happened if it is right, in one sentence."""
    misses: ClassVar[str]
    """What it cannot see, and who does."""
    runbook: ClassVar[str]
    """Two or three steps for whoever is woken up by it."""

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        """Score one event; `None` abstains. Never 0 for "do not know", and nothing is learned."""
        raise NotImplementedError

    def teach(self, x: Features, own: Profile, peers: Profile) -> None:
        """Add to the features what scoring adds (`teaches`): for who does not ask for the score."""
        self.score_one(x, own, peers)

    def slot(self, x: Features, own: Profile, peers: Profile) -> int:
        """Which of this detector's calibration tables the event belongs to.

        0 is compared with all sessions; 1 + verb, and 17 + verb, with those that used the class,
        where the number of verb classes stands for all that change something.
        """
        return 0

    def reason(self, score: Score) -> str:
        """The sentence a person reads; formatted only when it is shown."""
        raise NotImplementedError

    @property
    def parameters(self) -> dict[str, Any]:
        """Parameters by name, as given to `__init__`."""
        return {name: getattr(self, name) for name in inspect.signature(type(self)).parameters}
