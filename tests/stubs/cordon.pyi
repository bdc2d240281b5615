"""The part of cordon-detect that the evaluation calls; the package has no types."""

from typing import Any

class WorkflowSchema:
    required_agents: set[str]

class CascadeResult:
    blocked: bool

def draft_from_traces(
    traces: list[list[dict[str, Any]]], *, verified_clean: bool
) -> tuple[WorkflowSchema, object]: ...
def run(trace: list[dict[str, Any]], schema: WorkflowSchema) -> CascadeResult: ...
