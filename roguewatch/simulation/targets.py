"""What an agent acts on: mostly what it knows, regularly something new."""

import random

from .naming import Naming
from .target_kind import TargetKind

N_REMEMBERED = 400


class Targets:
    """The targets of one kind that one agent knows; early ones recur most.

    Examples
    --------
    >>> kind = TargetKind(("service:{noun}",), n_own=1, p_new=0.0)
    >>> naming = Naming({}, {"noun": ("orders",)}, random.Random(1))
    >>> Targets(kind, naming, (), random.Random(1)).draw()
    'service:orders'
    """

    def __init__(
        self, kind: TargetKind, naming: Naming, shared: tuple[str, ...], rng: random.Random
    ) -> None:
        self.kind = kind
        self.naming = naming
        self.shared = shared
        self.rng = rng
        self._known = [self._new() for _ in range(kind.n_own)]

    def draw(self) -> str:
        """Choose the target of the next call."""
        roll = self.rng.random()
        if not self._known or roll < self.kind.p_new:
            target = self._new()
            if len(self._known) < N_REMEMBERED:
                self._known.append(target)
            return target
        if self.shared and roll < self.kind.p_new + self.kind.p_shared:
            return self.shared[int(len(self.shared) * self.rng.random() ** 2)]
        return self._known[int(len(self._known) * self.rng.random() ** 2)]

    def _new(self) -> str:
        return self.naming.fill(self.rng.choice(self.kind.patterns))
