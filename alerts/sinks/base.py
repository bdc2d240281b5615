"""The contract of a sink: tell somebody about a finding."""

import abc

from alerts.finding_view import FindingView


class SinkError(Exception):
    """The destination did not take the finding; sending it again may work."""


class Sink(abc.ABC):
    """One destination of alerts.

    Delivery is at least once, so a sink hands on `delivery_id`, by which a receiver knows a repeat.
    It raises `SinkError` if the destination did not take the finding, and nothing else; strings
    from agents arrive sanitised, and never as markup.

    Parameters
    ----------
    minimum_severity_id
        OCSF severity (1 informational to 5 critical) below which nothing is sent.
    """

    name: str

    def __init__(self, minimum_severity_id: int = 1) -> None:
        if not 1 <= minimum_severity_id <= 5:
            raise ValueError(
                f"minimum_severity_id must be between 1 and 5; got {minimum_severity_id!r}"
            )
        self.minimum_severity_id = minimum_severity_id

    def wants(self, finding: FindingView) -> bool:
        """Return True if the finding is severe enough for this destination."""
        return finding.severity_id >= self.minimum_severity_id

    async def send_one(self, finding: FindingView) -> bool:
        """Send the finding if it is severe enough; True if it was sent."""
        if not self.wants(finding):
            return False
        await self._send(finding)
        return True

    @abc.abstractmethod
    async def _send(self, finding: FindingView) -> None:
        """Send the finding, or raise `SinkError`."""

    async def close(self) -> None:
        """Let go of connections."""
        return
