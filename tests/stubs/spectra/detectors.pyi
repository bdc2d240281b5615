from typing import Any

from spectra import AgentTrace
from spectra.profiler import BehavioralProfile

class AnomalyEvent:
    details: dict[str, Any]

class SequenceAnomalyDetector:
    def analyze(self, trace: AgentTrace, profile: BehavioralProfile) -> list[AnomalyEvent]: ...
