"""Findings as lines of JSON, for whatever collects the logs."""

import sys
from typing import TextIO

import structlog

from alerts.finding_view import FindingView

from .base import Sink, SinkError

_LEVELS = {1: "info", 2: "info", 3: "warning", 4: "error", 5: "critical", 6: "critical"}


class LogSink(Sink):
    """Writes one line of JSON for each finding, in ASCII, so that no terminal can be tricked.

    Parameters
    ----------
    file
        Where to write; standard output by default.
    minimum_severity_id
        OCSF severity below which nothing is written.
    is_whole
        Whether the line holds the whole finding too, under `finding`.
    """

    name = "log"

    def __init__(
        self, file: TextIO | None = None, minimum_severity_id: int = 1, *, is_whole: bool = False
    ) -> None:
        super().__init__(minimum_severity_id)
        self.is_whole = is_whole
        self._log = structlog.wrap_logger(
            structlog.PrintLogger(file or sys.stdout),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=True),
            ],
            wrapper_class=structlog.BoundLogger,
        )

    async def _send(self, finding: FindingView) -> None:
        level = _LEVELS.get(finding.severity_id, "critical")
        fields = {
            "alert_id": finding.uid,
            "activity_id": finding.activity_id,
            "agent": finding.key,
            "delivery_id": finding.delivery_id,
            "detectors": list(finding.detectors),
            "is_stop_requested": finding.is_stop_requested,
            "message": finding.message,
            "risk": finding.risk,
            "severity": finding.severity,
            "time": finding.time,
        }
        if self.is_whole:
            fields["finding"] = finding.to_dict()
        try:
            getattr(self._log, level)(finding.title, **fields)
        except (OSError, ValueError) as error:
            raise SinkError(f"the log must be writable; got {type(error).__name__}") from error
