"""One tool, used as one verb class."""

from baselines.features import Action, Features


class ToolUse:
    """What a tool and a verb tell whatever they are used on.

    Parameters
    ----------
    x
        All features that a call has, with what most calls have where it does not follow from
        tool and verb.
    action
        The verb class that counts.
    mixed
        The hash of tool and class, mixed.
    class_mixed
        That of the class.

    Examples
    --------
    >>> use = ToolUse(
    ...     {"tool": 7, "verb": 1, "is_changing": True, "is_secret": False}, "write", 1, 2
    ... )
    >>> use.tool, use.is_changing
    (7, True)
    """

    def __init__(self, x: Features, action: Action, mixed: int, class_mixed: int) -> None:
        self.x = x
        self.action = action
        self.mixed = mixed
        self.class_mixed = class_mixed
        self.tool = x["tool"]
        self.verb = x["verb"]
        self.is_changing = x["is_changing"]
        self.is_secret = x["is_secret"]
