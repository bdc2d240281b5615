"""One recorded run of an agent, and what was done in it."""

from typing import Literal, get_args

import msgspec

from baselines import Features
from streams.events import ActionEvent

CallLabel = Literal["malicious", "benign", "unknown"]
RunLabel = Literal["benign", "attack_succeeded", "attack_attempted"]
CALL_LABELS: tuple[str, ...] = get_args(CallLabel)
RUN_LABELS: tuple[str, ...] = get_args(RunLabel)


class Call(msgspec.Struct, frozen=True, gc=False):
    """One call: what the worker would see, and apart from it what the recording says of it."""

    event: ActionEvent
    x: Features
    label: CallLabel
    named: tuple[str, str | None] = ("", None)
    """Tool and lower-cased target as recorded, for rules; no target named is one, too."""


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """The calls of one session in their order.

    Examples
    --------
    >>> run = Run(agent="default/lab/m/office", cohort="lab/office", session_id="s1", task="t1",
    ...     label="benign", calls=[])
    >>> run.is_benign, run.is_hijacked, run.is_clean
    (True, False, False)
    """

    agent: str
    cohort: str | None
    session_id: str
    task: str | None
    label: RunLabel
    calls: list[Call]

    @property
    def start(self) -> float:
        return self.calls[0].event.timestamp

    @property
    def is_benign(self) -> bool:
        return self.label == "benign"

    @property
    def is_hijacked(self) -> bool:
        return self.label == "attack_succeeded"

    @property
    def is_clean(self) -> bool:
        """Whether it was hijacked and at least one call of it was the attacker's."""
        return self.is_hijacked and any(call.label == "malicious" for call in self.calls)
