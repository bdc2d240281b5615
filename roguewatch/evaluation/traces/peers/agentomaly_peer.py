"""The package agentomaly (imported as `spectra`): a Markov chain of tools, counts and habits."""

from collections.abc import Sequence
from itertools import pairwise

from spectra import AgentTrace, ToolCall
from spectra.detectors import SequenceAnomalyDetector
from spectra.profiler import ProfileTrainer

from roguewatch.evaluation.traces.run import Run
from roguewatch.evaluation.traces.walking import Judged

from .peer import Peer

_NOVEL = "novel_transitions"


class AgentomalyPeer(Peer):
    """A run has as many points as it has steps from tool to tool that the past never had.

    Of its ways to sum up its findings, this one ranks runs best. By default it wants a hundred
    past runs, which no single agent has here; it is content with what there is. A call has what
    it adds to the run so far.
    """

    name = "agentomaly, novel transitions"

    def __init__(self, past: Sequence[Run]) -> None:
        trainer = ProfileTrainer(min_traces=len(past))
        self._profile = trainer.train("agent", [_trace(run) for run in past])
        self._detector = SequenceAnomalyDetector()

    def judge(self, run: Run) -> Judged:
        whole = _trace(run)
        so_far = [0, *(self._n_novel(whole, n) for n in range(1, len(run.calls) + 1))]
        return Judged(float(so_far[-1]), [float(after - n) for n, after in pairwise(so_far)])

    def _n_novel(self, whole: AgentTrace, n_calls: int) -> int:
        trace = whole.model_copy(update={"tool_calls": whole.tool_calls[:n_calls]})
        found = self._detector.analyze(trace, self._profile)
        return sum(len(one.details.get(_NOVEL, ())) for one in found)


def _trace(run: Run) -> AgentTrace:
    return AgentTrace(
        agent_type="agent",
        trace_id=run.session_id,
        tool_calls=[
            ToolCall(
                call_id=str(step),
                timestamp=call.event.time,
                tool_name=call.event.tool,
                success=call.event.outcome != "failure",
            )
            for step, call in enumerate(run.calls)
        ],
    )
