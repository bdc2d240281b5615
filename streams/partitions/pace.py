"""Long work on an event loop, in slices between which others have their turn."""

import asyncio
from collections.abc import Callable
from typing import Final

LEAST_S: Final = 0.001
MOST_S: Final = 0.02


class Pace:
    """Says how long the next slice may be: half as long as others just had.

    So the work takes a third of a busy loop, and on a quiet one nobody waits longer than a
    millisecond for it, not even those who need several turns, as a record does on its way through
    a client.

    Parameters
    ----------
    clock
        Monotonic seconds.
    rest_s
        How long others have their turn at least.

    Examples
    --------
    >>> now = [0.0]
    >>> pace = Pace(lambda: now[0])
    >>> pace.slice_s
    0.001
    >>> now[0] = 0.02
    >>> pace.slice_s
    0.01
    """

    def __init__(self, clock: Callable[[], float], rest_s: float = 0.002) -> None:
        self.is_hurried = False
        """Whether somebody waits for the work to be done, and for nothing else."""
        self._clock = clock
        self._rest_s = rest_s
        self._rested_from = clock()

    @property
    def slice_s(self) -> float:
        """How long the next slice may be."""
        return min(max((self._clock() - self._rested_from) / 2, LEAST_S), MOST_S)

    async def rest(self) -> None:
        """End a slice."""
        self._rested_from = self._clock()
        await asyncio.sleep(0.0 if self.is_hurried else self._rest_s)
