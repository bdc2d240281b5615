"""A first touch of a session."""

from mypy_extensions import mypyc_attr


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class Touch:
    """What the first call of a session by one tool on one target was.

    Parameters
    ----------
    verb
        Index of its verb class in `ACTIONS`.
    level
        How new it was to the agent (`ChangesBaseline.level`).
    tool, target, class_target, prefix
        As in `Features`.
    """

    __slots__ = ("class_target", "level", "prefix", "target", "tool", "verb")

    def __init__(
        self, verb: int, level: int, tool: int, target: int, class_target: int, prefix: int
    ) -> None:
        self.verb = verb
        self.level = level
        self.tool = tool
        self.target = target
        self.class_target = class_target
        self.prefix = prefix
