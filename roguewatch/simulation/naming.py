"""Patterns become names."""

import random
from collections.abc import Mapping


class Naming:
    """Fills patterns with an agent's fixed words, and all others with words drawn anew.

    Examples
    --------
    >>> naming = Naming({"repo": "orders-api"}, {"noun": ("rate",)}, random.Random(1))
    >>> naming.fill("git:{repo}/{noun}.py")
    'git:orders-api/rate.py'
    """

    def __init__(
        self,
        fixed: Mapping[str, str],
        words: Mapping[str, tuple[str, ...]],
        rng: random.Random,
    ) -> None:
        self.fixed = fixed
        self.words = words
        self.rng = rng

    def fill(self, pattern: str) -> str:
        """One name; a field named twice is drawn twice."""
        parts = pattern.replace("}", "{").split("{")
        return "".join(part if i % 2 == 0 else self._word(part) for i, part in enumerate(parts))

    def _word(self, field: str) -> str:
        if field in self.fixed:
            return self.fixed[field]
        if field == "number":
            return str(self.rng.randint(100, 9_999))
        if field == "hex":
            return f"{self.rng.getrandbits(40):010x}"
        return self.rng.choice(self.words[field])
