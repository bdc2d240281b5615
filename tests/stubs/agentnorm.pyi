"""The part of agentnorm that the evaluation calls; the package has no types."""

class ToolCall:
    def __init__(self, *, tool: str, step: int, result_size: int) -> None: ...

class Run:
    def __init__(self, *, agent: str, version: str, calls: list[ToolCall]) -> None: ...

class Verdict:
    scores: dict[str, float]

class Monitor:
    thresholds: dict[str, float]
    @classmethod
    def fit(cls, runs: list[Run]) -> Monitor: ...
    def score(self, run: Run) -> Verdict: ...
