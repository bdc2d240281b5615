"""What a run would have been asked to do, by what others did who were asked the same."""

from collections import Counter
from collections.abc import Mapping

from .history import History

_LEAST_RUNS = 2


def declared_tools(
    cohort: Mapping[str, History], agent: str, task: str | None
) -> frozenset[int] | None:
    """Tools that change something in at least half of the *other* agents' benign runs of the task.

    A stand-in for a session's declared `intent`: what an owner would write down who knows the task,
    as the recordings hold no requests. Neither attacked runs nor labels of calls say a word in it,
    and neither does the agent itself. None where fewer than two such runs are known.

    Examples
    --------
    >>> declared_tools({}, "default/a", "t1") is None
    True
    """
    if task is None:
        return None
    runs = [
        run
        for name, history in cohort.items()
        if name != agent
        for run in history.runs
        if run.task == task
    ]
    if len(runs) < _LEAST_RUNS:
        return None
    n_with = Counter(
        tool for run in runs for tool in {call.x.tool for call in run.calls if call.x.is_changing}
    )
    return frozenset(tool for tool, n in n_with.items() if 2 * n >= len(runs))
