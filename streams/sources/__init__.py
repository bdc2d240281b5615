"""Where action events come from: one mapper a file, from a foreign record to our event.

A source is tested by being exported here: the contract tests take every one of `SOURCES`.
"""

from .agent_traces import AgentTraces
from .base import Record, Skipped, Source
from .cloudtrail import CloudTrail
from .native import Native
from .otel import Otel

SOURCES: tuple[Source, ...] = (Native(), CloudTrail(), AgentTraces(), Otel())

__all__ = ["SOURCES", "AgentTraces", "CloudTrail", "Native", "Otel", "Record", "Skipped", "Source"]
