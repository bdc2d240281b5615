"""Ours and the competitors on every run of a cohort, under both protocols."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from roguewatch.evaluation.judging import WorkerCore

from .by_numbers import judge_by_numbers
from .by_peers import judge_by_peers
from .declaring import declared_tools
from .history import History
from .protocols import PROTOCOLS, Histories, Past
from .rules import RULES
from .run import Run
from .scores import Scores
from .walking import Judged, judge

IN_ORDER = f"{WorkerCore.name}, learned in order"
DECLARED = f"{WorkerCore.name}, declared intent"

Found = dict[tuple[str, str], Scores]
"""By protocol and competitor."""


def compare(runs: Sequence[Run], found: Found, one_in: int = 1) -> None:
    """Judge the runs of one cohort by everybody, and add it to what was found.

    Parameters
    ----------
    runs
        Of one cohort, in order of their start; each agent has a benign one.
    found
        What is added to.
    one_in
        Judge only the runs of every so many-th task; all benign runs still make the past.
    """
    by_agent: defaultdict[str, list[Run]] = defaultdict(list)
    for run in runs:
        by_agent[run.agent].append(run)
    histories = {
        agent: History(run for run in by_agent[agent] if run.is_benign)
        for agent in sorted(by_agent)
    }
    tasks = sorted({run.task for run in runs}, key=str)[::one_in]
    for protocol, pasts in PROTOCOLS.items():
        for past in pasts(histories, tasks):
            for run in by_agent[past.agent]:
                if run.task == past.task:
                    for competitor, judged in _by_past(run, past, histories):
                        _add(found, protocol, competitor, run, judged)
    for agent in histories:
        own = by_agent[agent]
        for competitor, run, judged in chain(judge_by_numbers(own), judge_by_peers(own, tasks)):
            if run.task in tasks:
                for protocol in PROTOCOLS:
                    _add(found, protocol, competitor, run, judged)


def _add(found: Found, protocol: str, competitor: str, run: Run, judged: Judged) -> None:
    scores = found.setdefault((protocol, competitor), Scores(protocol, competitor, []))
    scores.judged.append((run, judged))


def _by_past(run: Run, past: Past, cohort: Histories) -> Iterator[tuple[str, Judged]]:
    history = cohort[past.agent]
    plain = judge(run, past.own, past.peers)
    yield WorkerCore.name, plain
    asked = declared_tools(cohort, past.agent, past.task)
    yield DECLARED, plain if asked is None else judge(run, past.own, past.peers, asked)
    yield IN_ORDER, judge(run, past.in_order, past.peers)
    known = history.named(past.task)
    for name, rule in RULES.items():
        yield name, rule(run, known)
