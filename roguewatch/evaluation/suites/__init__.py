"""What `roguewatch evaluate` measures: one suite a file, found by being exported here."""

from .agent_traces import AgentTraces
from .base import Options, Result, Suite
from .calibration import Calibration
from .cold_start import ColdStart
from .delays import Delays
from .edges import Edges
from .head_to_head import HeadToHead
from .incidents import Incidents
from .nab import Nab
from .poisoning import Poisoning
from .progress import Progress
from .row import OURS, Row
from .sample import Sample
from .sequences import Sequences

__all__ = [
    "OURS",
    "AgentTraces",
    "Calibration",
    "ColdStart",
    "Delays",
    "Edges",
    "HeadToHead",
    "Incidents",
    "Nab",
    "Options",
    "Poisoning",
    "Progress",
    "Result",
    "Row",
    "Sample",
    "Sequences",
    "Suite",
]
