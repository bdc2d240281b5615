"""A release after which agents call tools by other names."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from streams.events import ActionEvent


class Upgrade:
    """From a moment on, every agent of some cohorts works in a new version with new tools.

    The work is the same: each old tool has a successor that does what it did.

    Parameters
    ----------
    moment
        When it comes.
    cohorts
        Whom it concerns; everybody when not given.

    Examples
    --------
    >>> from datetime import UTC
    >>> moment = datetime(2026, 1, 6, tzinfo=UTC)
    >>> event = ActionEvent(event_id="1", time=moment, agent_id="a", tool="read_file")
    >>> [e.tool for e in Upgrade(moment).pass_on([event])]
    ['files.read']
    """

    def __init__(self, moment: datetime, cohorts: frozenset[str] | None = None) -> None:
        self.moment = moment
        self.cohorts = cohorts
        self._names: dict[str, str] = {}

    def pass_on(self, events: Iterable[ActionEvent]) -> Iterator[ActionEvent]:
        """Yield all events, those after the moment with new names."""
        for event in events:
            if event.time < self.moment or not self._concerns(event.cohort):
                yield event
                continue
            version = f"next-{event.cohort}"
            yield msgspec.structs.replace(
                event, tool=self._successor(event.tool), agent_version=version
            )

    def _concerns(self, cohort: str | None) -> bool:
        return self.cohorts is None or cohort in self.cohorts

    def _successor(self, tool: str) -> str:
        """Say what a tool is called now: its nouns first, and its verb last."""
        if tool not in self._names:
            verb, _, nouns = tool.partition("_")
            self._names[tool] = f"{nouns or verb}s.{verb}".replace("_", ".")
        return self._names[tool]
