"""One tool, used as one verb class."""

from baselines.features import Action, Features


class ToolUse:
    """What a tool and a verb tell whatever they are used on.

    Parameters
    ----------
    x
        What tool and verb tell; the rest as it is of most calls.
    action
        The verb class that counts.
    mixed
        The hash of tool and class, mixed.
    class_mixed
        That of the class.

    Examples
    --------
    >>> use = ToolUse(Features(time=0.0, tool=7, verb=1, is_changing=True), "write", 1, 2)
    >>> x = use.call(time=60.0)
    >>> x.time, x.tool, x.is_changing
    (60.0, 7, True)
    """

    def __init__(self, x: Features, action: Action, mixed: int, class_mixed: int) -> None:
        self.x = x
        self.action = action
        self.mixed = mixed
        self.class_mixed = class_mixed
        self.tool = x.tool
        self.verb = x.verb
        self.is_changing = x.is_changing
        self.is_secret = x.is_secret

    def call(self, time: float) -> Features:
        """Features of a call, with what tool and verb tell."""
        told = self.x
        return Features(
            time,
            action=self.action,
            verb=self.verb,
            is_changing=self.is_changing,
            tool=self.tool,
            pair=told.pair,
            nouns=told.nouns,
            impact=told.impact,
            by_tool=told.by_tool,
            is_secret=self.is_secret,
            is_public=told.is_public,
            is_irreversible=told.is_irreversible,
            is_broad=told.is_broad,
            is_production=told.is_production,
        )
