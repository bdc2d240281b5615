"""The event loop of our processes: uvloop, which does not wait for a broker's farewell."""

import gc
from collections.abc import Coroutine
from typing import Any, TypeVar

import uvloop

_Result = TypeVar("_Result")


class _Loop(uvloop.Loop):
    """Ends an encrypted connection after a second, where the peer does not say good-bye.

    It would wait 30 s, and a client of ours with it: longer than a container is given to stop, and
    than a partition may stand still.
    """

    async def create_connection(self, *arguments: Any, **settings: Any) -> Any:
        if settings.get("ssl"):
            settings.setdefault("ssl_shutdown_timeout", 1.0)
        return await super().create_connection(*arguments, **settings)


def run(main: Coroutine[Any, Any, _Result]) -> _Result:
    """Run a process until it ends; return what it returns.

    What is left in memory goes with the process: to look through it for garbage at the very end
    took a fifth of a second.

    Examples
    --------
    >>> async def main() -> int:
    ...     return 3
    >>> run(main())
    3
    """
    try:
        return uvloop.run(main, loop_factory=_Loop)
    finally:
        gc.freeze()
