"""What a replay comes to: counts of events, agents, alerts and what was no event."""

from collections import Counter
from typing import Any

from alerts.alert import Alert
from streams.assessing.assessment import Assessment
from streams.reading import Report

_DAY_S = 86_400


class Summary:
    """Counts of one replay.

    An incident is one alert however often it was updated; what counts is how it stood last.

    Parameters
    ----------
    report
        What was read, and what was no event.

    Examples
    --------
    >>> summary = Summary(Report())
    >>> summary.add_one(Assessment("default/a", "e1", 0.0, 0, []))
    >>> counts = summary.counts()
    >>> counts["events"], counts["agents"], counts["agent_days"], counts["alerts"]
    (1, 1, 1, 0)
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.n_events = 0
        self.n_duplicates = 0
        self.n_stop_requests = 0
        self.incidents: dict[str, Alert] = {}
        self._agents: set[str] = set()
        self._agent_days: set[tuple[str, int]] = set()

    def add_one(self, assessment: Assessment) -> None:
        """Count one assessed event and what followed from it."""
        self.n_events += 1
        self.n_duplicates += "duplicate" in assessment.flags
        self.n_stop_requests += len(assessment.stop_requests)
        self._agents.add(assessment.key)
        self._agent_days.add((assessment.key, int(assessment.time // _DAY_S)))
        for alert in assessment.alerts:
            if alert.activity != "close" or alert.alert_id not in self.incidents:
                self.incidents[alert.alert_id] = alert

    def counts(self) -> dict[str, Any]:
        """Return everything that was counted, most frequent reasons first."""
        by_detector = Counter(x for alert in self.incidents.values() for x in alert.detectors)
        return {
            "files": self.report.n_files,
            "ignored_files": self.report.n_ignored_files,
            "events": self.n_events,
            "events_by_source": _sorted(self.report.by_source),
            "agents": len(self._agents),
            "agent_days": len(self._agent_days),
            "duplicates": self.n_duplicates,
            "without_agent": _sorted(self.report.skipped),
            "no_action": _sorted(self.report.no_action),
            "bad": _sorted(self.report.bad),
            "bad_examples": self.report.examples,
            "alerts": len(self.incidents),
            "alerts_by_detector": _sorted(by_detector),
            "alerts_direct": sum(alert.direct for alert in self.incidents.values()),
            "stop_requests": self.n_stop_requests,
        }


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
