"""Other people's packages, each fitted on an agent's past without the task it is asked about."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from importlib.util import find_spec

from .run import Run
from .walking import Judged

PACKAGES = ("agent_patrol", "agentnorm", "cordon", "spectra")
"""What extra `evaluation` installs; without it the table has a few rows less."""


def judge_by_peers(
    runs: Sequence[Run], tasks: Collection[str | None]
) -> Iterator[tuple[str, Run, Judged]]:
    """Judge one agent's runs of these tasks by each peer that is installed.

    Who has no past but the task itself cannot be fitted, and finds nothing odd.

    Parameters
    ----------
    runs
        All runs of one agent, in order of their start.
    tasks
        Those whose runs are judged.
    """
    if not all(map(find_spec, PACKAGES)):
        return
    from .peers import PEERS

    by_task: defaultdict[str | None, list[Run]] = defaultdict(list)
    for run in runs:
        by_task[run.task].append(run)
    for task in tasks:
        past = [run for run in runs if run.is_benign and run.task != task]
        for kind in PEERS if by_task[task] else ():
            peer = kind(past) if past else None
            for run in by_task[task]:
                nothing = Judged(0.0, [0.0] * len(run.calls))
                yield kind.name, run, nothing if peer is None else peer.judge(run)
