"""How the targets of one kind are named, and how often an agent meets a new one."""

import msgspec


class TargetKind(msgspec.Struct, frozen=True):
    """Targets of one kind: some an agent's own, some shared with its peers, some new each day.

    A pattern is filled with words: `{repo}` stands for the agent's own repository throughout,
    while a word the agent has no fixed choice of is drawn anew.

    Examples
    --------
    >>> TargetKind(("git:{repo}/{path}.py",), n_own=30).p_new
    0.05
    """

    patterns: tuple[str, ...]
    n_own: int
    n_shared: int = 0
    p_new: float = 0.05
    p_shared: float = 0.0
