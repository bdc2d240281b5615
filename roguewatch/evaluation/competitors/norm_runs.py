"""The package agentnorm as documented: a past is fitted, whole runs are scored."""

import math
from collections.abc import Iterable

from agentnorm import Monitor, Run, ToolCall

from streams.events import ActionEvent


class NormRuns:
    """`Monitor.fit` on past runs with its defaults; scores of its five detectors for a run.

    It cannot take time or outcome, and has a use for scopes that these events lack.

    Parameters
    ----------
    past
        The events of each past run.

    Examples
    --------
    >>> import datetime
    >>> event = ActionEvent(event_id="1", agent_id="a", tool="t", action="read",
    ...     time=datetime.datetime(2026, 1, 5, tzinfo=datetime.timezone.utc))
    >>> NormRuns([[event]] * 9).peaks([event])["novel_tool"]
    0.0
    """

    name = "agentnorm"

    def __init__(self, past: Iterable[list[ActionEvent]]) -> None:
        self._monitor = Monitor.fit([_run(events) for events in past])

    def peaks(self, events: list[ActionEvent]) -> dict[str, float]:
        """Score of each detector that does not abstain."""
        scores = self._monitor.score(_run(events)).scores
        return {name: value for name, value in scores.items() if not math.isnan(value)}

    def ratios(self, events: list[ActionEvent]) -> dict[str, float]:
        """The same scores over the thresholds that the package set for itself."""
        limits = self._monitor.thresholds
        peaks = self.peaks(events)
        return {name: value / limits[name] for name, value in peaks.items() if limits[name] > 0}


def _run(events: list[ActionEvent]) -> Run:
    calls = [
        ToolCall(tool=event.tool, step=step, result_size=event.n_bytes or event.n_items)
        for step, event in enumerate(events, start=1)
    ]
    version = events[0].agent_version or "1"
    return Run(agent=events[0].key, version=version, calls=calls)
