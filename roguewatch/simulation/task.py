"""A piece of work as the order of its calls."""

import msgspec


class Task(msgspec.Struct, frozen=True):
    """Tools in the order they are called, each with its least and most calls.

    `trait` restricts a task to agents that have it; `gap` is the median pause in seconds, and
    its spread as sigma of the log.

    Examples
    --------
    >>> Task(3.0, (("read_file", 2, 5), ("edit_file", 1, 3))).trait is None
    True
    """

    weight: float
    steps: tuple[tuple[str, int, int], ...]
    trait: str | None = None
    gap: tuple[float, float] = (6.0, 0.9)
