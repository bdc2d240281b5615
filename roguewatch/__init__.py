"""What people touch: the command line, the settings, the SDK, the workbench and the fleet.

Importing this package imports nothing else, because `roguewatch.sdk` runs inside other people's
agents; `roguewatch.replay`, `sweep` and `compare` bring the workbench in when they are asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roguewatch.workbench import compare, replay, sweep

__all__ = ["compare", "replay", "sweep"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'roguewatch' has no attribute {name!r}")
    from roguewatch import workbench

    return getattr(workbench, name)
