"""Keys are slow enough to make them once."""

import pytest

from alerts.keys import KeyRing


@pytest.fixture(scope="session")
def ring() -> KeyRing:
    """Return one key for each role."""
    return KeyRing.generate()
