"""One target as features have it."""

from mypy_extensions import mypyc_attr


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class Target:
    """What follows from the name of a target alone.

    Parameters
    ----------
    hash
        That of its name.
    mixed
        The same, mixed.
    prefix
        The hash of its family; 0 where it has none.
    is_telling
        Whether its name says something about a call that tool and verb do not.

    Examples
    --------
    >>> Target(1, 2, 3, is_telling=False).prefix
    3
    """

    def __init__(self, hash: int, mixed: int, prefix: int, is_telling: bool) -> None:
        self.hash = hash
        self.prefix = prefix
        self.mixed = mixed
        self.is_telling = is_telling
