"""The part of agent-patrol that the evaluation calls; the package has no types."""

class PathologyReport:
    confidence: float

class PatrolMonitor:
    def observe(self, action: str) -> PathologyReport: ...
