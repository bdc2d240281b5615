"""What is declared of agents, as the configuration of the detector `undeclared` has it."""

import functools
from collections.abc import Iterable

from detectors import Detector, Undeclared
from detectors.judging.agent_facts import AgentFacts, parse_facts
from detectors.undeclared import CREDENTIAL, EXPIRED, RETIRED, TOOL

from ..events import ActionEvent


class Register:
    """Declarations by tenant/agent; the longest name that fits counts.

    Parameters
    ----------
    detectors
        The detectors in use; those of kind `undeclared` carry the declarations.

    Examples
    --------
    >>> register = Register([Undeclared(agents={"default/mail-*": {"tools": ["read_mail"]}})])
    >>> import datetime
    >>> event = ActionEvent(
    ...     event_id="1", agent_id="mail-7", tool="grant_role",
    ...     time=datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.timezone.utc))
    >>> register.violated(event, event.timestamp) == TOOL
    True
    """

    def __init__(self, detectors: Iterable[Detector] = ()) -> None:
        self._facts: dict[str, AgentFacts] = {}
        for detector in detectors:
            if isinstance(detector, Undeclared):
                self._facts |= parse_facts(detector.agents)
        self._beginnings = sorted(
            (name[:-1] for name in self._facts if name.endswith("*")), key=len, reverse=True
        )
        self._find = functools.lru_cache(65_536)(self._look_up)

    def __bool__(self) -> bool:
        return bool(self._facts)

    def violated(self, event: ActionEvent, time: float) -> int | None:
        """What of its declaration an event violates, in bits; `None` where nothing is declared."""
        facts = self._find(event.key)
        if facts is None:
            return None
        is_expired = facts.until is not None and time > facts.until.timestamp()
        is_other_tool = facts.tools is not None and event.tool not in facts.tools
        credential = event.credential_id
        is_other_credential = (
            facts.credentials is not None
            and credential is not None
            and credential not in facts.credentials
        )
        return (
            RETIRED * facts.retired
            | EXPIRED * is_expired
            | TOOL * is_other_tool
            | CREDENTIAL * is_other_credential
        )

    def _look_up(self, key: str) -> AgentFacts | None:
        exact = self._facts.get(key)
        if exact is not None:
            return exact
        for beginning in self._beginnings:
            if key.startswith(beginning):
                return self._facts[f"{beginning}*"]
        return None
