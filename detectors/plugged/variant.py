"""A detector of ours that judges under another name, with other parameters."""

from collections.abc import Iterable
from typing import Any, ClassVar

from baselines import Features, Profile

from ..base import Detector
from ..score import Score


class Variant(Detector):
    """Whatever its kind would say, under a name of its own.

    It has a detector of that kind and is none: a compiled class cannot be inherited from. Each
    variant is a class, so that it says of itself what any detector does.

    Parameters
    ----------
    parameters
        Of its kind.

    Examples
    --------
    >>> from .. import Burst
    >>> variant = variant_class("burst_next", Burst)(dispersion=1.25)
    >>> variant.name, variant.like, variant.stream, variant.parameters["dispersion"]
    ('burst_next', 'burst', 'burst', 1.25)
    """

    kind: ClassVar[type[Detector]]

    def __init__(self, **parameters: Any) -> None:
        self.judge = self.kind(**parameters)

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        return self.judge.score_one(x, own, peers)

    def teach(self, x: Features, own: Profile, peers: Profile) -> None:
        self.judge.teach(x, own, peers)

    def slot(self, x: Features, own: Profile, peers: Profile) -> int:
        return self.judge.slot(x, own, peers)

    def reason(self, score: Score) -> str:
        return self.judge.reason(score)

    @property
    def parameters(self) -> dict[str, Any]:
        return self.judge.parameters


def variant_class(name: str, kind: type[Detector]) -> type[Variant]:
    """The class of a variant of this kind."""
    attributes = {
        "__module__": __name__,
        "__doc__": kind.__doc__,
        "kind": kind,
        "name": name,
        "like": kind.name,
        "stream": kind.stream,
        "teaches": kind.teaches,
        "baselines": kind.baselines,
        "shared": kind.shared,
        "hypothesis": kind.hypothesis,
        "misses": kind.misses,
        "runbook": kind.runbook,
    }
    return type(f"{kind.__name__}_{name}", (Variant,), attributes)


def judges(detectors: Iterable[Detector]) -> list[Detector]:
    """Those that judge: what a variant stands for, and the others themselves.

    Examples
    --------
    >>> from .. import Burst
    >>> burst = Burst()
    >>> [type(judge).__name__ for judge in judges([burst, variant_class("next", Burst)()])]
    ['Burst', 'Burst']
    """
    return [d.judge if isinstance(d, Variant) else d for d in detectors]
