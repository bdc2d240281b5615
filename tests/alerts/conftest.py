"""Keys, which are slow enough to make once, and a receiver."""

from collections.abc import AsyncIterator

import pytest

from alerts.keys import KeyRing

from .receiver import Receiver, serving


@pytest.fixture(scope="session")
def ring() -> KeyRing:
    """Return one key for each role."""
    return KeyRing.generate()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Return an HTTP receiver that keeps what arrives."""
    async with serving() as running:
        yield running
