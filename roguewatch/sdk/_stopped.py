"""The agent must not act."""

from datetime import UTC, datetime

from alerts.command import Command
from alerts.sanitise import sanitise


class Stopped(RuntimeError):
    """Raised before the body of an action runs; the action did not happen.

    Parameters
    ----------
    agent
        Tenant and agent, as `default/billing-bot`.
    command
        The order that stops the agent or its credential; None where the gate refuses because it
        cannot know (`fail="closed"`).

    Examples
    --------
    >>> str(Stopped("default/billing-bot"))
    'default/billing-bot may not act: the stop list cannot be read, so it fails closed'
    """

    def __init__(self, agent: str, command: Command | None = None) -> None:
        self.agent = agent
        self.command = command
        super().__init__(self._sentence())

    @property
    def cmd_id(self) -> str | None:
        """Id of the command, to look up with `roguewatch status`."""
        return self.command.cmd_id if self.command else None

    @property
    def until(self) -> datetime | None:
        """When the stop lapses by itself; None if only a person can lift it."""
        end = self.command.not_after if self.command else None
        return None if end is None else datetime.fromtimestamp(end, UTC)

    def _sentence(self) -> str:
        command = self.command
        if command is None:
            return f"{self.agent} may not act: the stop list cannot be read, so it fails closed"
        whom = self.agent
        if command.key != self.agent:
            whom = f"the credential of {self.agent}"
        since = datetime.fromtimestamp(command.issued_at, UTC)
        until = "a person reinstates it" if self.until is None else f"{self.until:%F %T} UTC"
        # The reason may quote what an attacker chose.
        return (
            f"{whom} is stopped since {since:%F %T} UTC until {until}: "
            f"{sanitise(command.reason)} (command {command.cmd_id})"
        )
