"""Whether the agent may act, answered from memory."""

import threading
import time
from collections.abc import Callable
from typing import Literal

from alerts.command import Command
from alerts.subject_state import SubjectState, Verdict

from ._stopped import Stopped

Fail = Literal["open", "closed"]


class Gate:
    """Holds who is stopped, and refuses.

    It is cooperative: an agent that goes around the SDK goes around the gate. Alone it suffices for
    a suspend, never for a revoke.

    Parameters
    ----------
    subject
        Tenant and agent, as `default/billing-bot`.
    fail
        What to do while the stop list could not be read: `open` lets the agent act, `closed`
        refuses. `closed` also refuses once Kafka has been silent for `lease_s`.
    ready_timeout_s
        How long the first call waits for the stop list; no later call ever waits.
    lease_s
        How old the last sign of the broker may be for `closed`.
    state
        Stops that are known already.

    Examples
    --------
    >>> gate = Gate("default/billing-bot", "closed", ready_timeout_s=0.0)
    >>> gate.stop()
    Stopped('default/billing-bot may not act: the stop list cannot be read, so it fails closed')
    """

    def __init__(
        self,
        subject: str,
        fail: Fail = "open",
        *,
        ready_timeout_s: float = 5.0,
        lease_s: float = 30.0,
        state: SubjectState | None = None,
    ) -> None:
        if fail not in ("open", "closed"):
            raise ValueError(f"fail must be 'open' or 'closed'; got {fail!r}")
        self.subject = subject
        self.fail = fail
        self.lease_s = lease_s
        self.ready = threading.Event()
        self.last_contact: Callable[[], float | None] = lambda: None
        self._waits_until = time.monotonic() + ready_timeout_s
        self._state = SubjectState() if state is None else state
        # The follower writes while the agent's threads read.
        self._lock = threading.Lock()

    @property
    def must_wait(self) -> bool:
        """Whether a call now would wait for the stop list."""
        return not self.ready.is_set() and time.monotonic() < self._waits_until

    def wait(self) -> None:
        """Wait for the stop list, within the time that the first call has."""
        self.ready.wait(max(0.0, self._waits_until - time.monotonic()))

    def stop(self, credential_id: str | None = None) -> Stopped | None:
        """Return why the agent may not act, with this credential, or None if it may."""
        if not self.ready.is_set():
            self.wait()
        with self._lock:
            command = self._state.stopped_by(self.subject, credential_id, now=time.time())
        if command is not None:
            return Stopped(self.subject, command)
        if self.fail == "closed" and self._is_blind():
            return Stopped(self.subject)
        return None

    def accept(self, command: Command) -> Verdict:
        """Take in a verified command."""
        with self._lock:
            return self._state.accept_one(command, time.time())

    def renew(self, ready_timeout_s: float) -> "Gate":
        """Make the gate of a forked child: it knows the same stops, and must read on by itself."""
        return Gate(
            self.subject,
            self.fail,
            ready_timeout_s=ready_timeout_s,
            lease_s=self.lease_s,
            state=self._state,
        )

    def _is_blind(self) -> bool:
        if not self.ready.is_set():
            return True
        contact = self.last_contact()
        return contact is not None and time.monotonic() - contact > self.lease_s
