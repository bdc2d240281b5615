"""Under which names an agent acts."""

import random
from typing import Self

import msgspec

from .persona import Persona
from .words import FIRST_NAMES, LAST_NAMES


class Identity(msgspec.Struct, frozen=True):
    """An agent's id, credentials, addresses, model and the days its version changes.

    Examples
    --------
    >>> from roguewatch.simulation.personas import MAIL
    >>> Identity.draw(MAIL, 7, random.Random(1)).agent_id
    'mail-007'
    """

    agent_id: str
    credentials: tuple[str, ...]
    addresses: tuple[str, ...]
    model: str
    principal: str | None
    versions: tuple[tuple[int, str], ...]

    @classmethod
    def draw(cls, persona: Persona, number: int, rng: random.Random, prefix: str = "") -> Self:
        """Draw the identity of the cohort's agent of this number."""
        agent_id = f"{prefix}{persona.cohort}-{number:03d}"
        n_credentials = 1 if rng.random() < 0.4 else len(persona.credentials)
        subnet = rng.randint(0, 31)
        changes = sorted(rng.randint(1, 28) for _ in range(rng.choice((0, 1, 1, 2))))
        return cls(
            agent_id=agent_id,
            credentials=tuple(f"{agent_id}/{name}" for name in persona.credentials[:n_credentials]),
            addresses=tuple(
                f"10.{subnet}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"
                for _ in range(rng.choice((1, 1, 2)))
            ),
            model=rng.choice(persona.models),
            principal=f"{rng.choice(FIRST_NAMES)}.{rng.choice(LAST_NAMES)}@northwind.example"
            if persona.has_principal
            else None,
            versions=tuple((day, f"{rng.getrandbits(48):012x}") for day in (0, *changes)),
        )

    def version(self, day: int) -> str:
        """Say which version is in use on a day of the history."""
        return [version for first, version in self.versions if first <= day][-1]
