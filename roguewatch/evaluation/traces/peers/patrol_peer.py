"""The package agent-patrol: loops, stalls and drift within one run."""

from collections.abc import Sequence

from agent_patrol import PatrolMonitor

from roguewatch.evaluation.traces.run import Run
from roguewatch.evaluation.traces.walking import Judged

from .peer import Peer


class PatrolPeer(Peer):
    """The largest confidence of what it reports; it knows no past, and is told no task."""

    name = "agent-patrol"

    def __init__(self, past: Sequence[Run]) -> None:
        """Leave the past alone: there is nothing that it could be told of it."""

    def judge(self, run: Run) -> Judged:
        monitor = PatrolMonitor()
        actions = (f"{call.event.tool} {call.event.resource or ''}" for call in run.calls)
        calls = [float(monitor.observe(action).confidence) for action in actions]
        return Judged(max(calls), calls)
