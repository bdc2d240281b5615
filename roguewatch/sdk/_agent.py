"""The door of an AI agent to the monitor."""

import logging
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

import msgspec

from alerts.ids import subject
from streams.intent import Intent
from streams.topics import ACTIONS

from ._action_fields import ActionFields
from ._agent_fields import AgentFields
from ._call import Call
from ._event import encode_call
from ._gate import Fail, Gate
from ._link import Link
from ._named import check_names
from ._options import Options
from ._session import Session
from ._stopped import Stopped

_log = logging.getLogger("roguewatch.sdk")
_REFUSED_EVERY_S = 1.0


class Agent:
    """One AI agent: asks before it acts, reports what it did, and can be stopped.

    Nothing here waits for Kafka but the very first action, for at most `ready_timeout_s`, because
    an agent that was stopped must stay stopped when it is restarted. While Kafka is away, events
    wait in a bounded buffer; then the newest are dropped, and counted in `dropped`.

    A refused call is reported too, as an event of phase `intent` with outcome `denied`: trying on
    after a stop is evidence, but nothing happened that could become usual. One a second at most,
    with the number of calls it stands for.

    Parameters
    ----------
    agent_id
        The stable identity of the deployed agent, not of one run.
    tenant, bootstrap_servers, keys_dir
        Else from `ROGUEWATCH_TENANT`, `ROGUEWATCH_BOOTSTRAP_SERVERS`, `ROGUEWATCH_KEYS_DIR` or
        `roguewatch.toml`. The folder holds `trust.jwks`, and the enforcer's key to confirm with.
    fail
        While the stop list cannot be read: `open` (the default) lets the agent act, so that an
        outage of the monitor stops no business; `closed` refuses, for agents that may do more harm
        than their standstill. `closed` also refuses after 30 s without a sign of Kafka.
    ready_timeout_s
        How long the first action waits for the stop list.
    buffer_size
        Most events waiting for Kafka.
    kafka
        More settings for the Kafka clients, beside `ROGUEWATCH_KAFKA_*` (encryption and account).
    fields
        What all its events say: see `AgentFields`.
    """

    def __init__(
        self,
        agent_id: str,
        *,
        tenant: str | None = None,
        bootstrap_servers: str | None = None,
        keys_dir: str | Path | None = None,
        fail: Fail = "open",
        ready_timeout_s: float = 5.0,
        buffer_size: int = 10_000,
        kafka: Mapping[str, Any] | None = None,
        **fields: Unpack[AgentFields],
    ) -> None:
        check_names("an agent", fields, AgentFields)
        options = Options.resolve(bootstrap_servers, keys_dir, tenant, kafka)
        if not agent_id:
            raise ValueError(f"agent_id must not be empty; got {agent_id!r}")
        if not options.tenant or "/" in options.tenant:
            raise ValueError(f"tenant must be a name without a slash; got {options.tenant!r}")
        self.key = subject(options.tenant, agent_id)
        self._fields = {"tenant": options.tenant, "agent_id": agent_id, **fields}
        self._link = Link(
            options,
            self.key,
            fail=fail,
            ready_timeout_s=ready_timeout_s,
            buffer_size=buffer_size,
        )
        self._credential_id = fields.get("credential_id")
        self._n_refused = 0
        self._next_refused = 0.0
        self._session = self.session()

    @property
    def gate(self) -> Gate:
        """What lets calls through."""
        return self._link.gate

    @property
    def dropped(self) -> int:
        """Events that were lost because Kafka was away for too long."""
        return self._link.emitter.n_dropped

    @property
    def is_stopped(self) -> bool:
        """Whether an action would be refused now."""
        return self.gate.stop(self._credential_id) is not None

    def wait_ready(self, timeout_s: float = 5.0) -> bool:
        """Wait until the stop list has been read; False when that takes longer."""
        return self.gate.ready.wait(timeout_s)

    def action(self, tool: str, **fields: Unpack[ActionFields]) -> Call:
        """Wrap one action of this process's own session; see `Session.action`."""
        return self._session.action(tool, **fields)

    def session(
        self,
        session_id: str | None = None,
        *,
        on_behalf_of: str | None = None,
        intent: Intent | None = None,
    ) -> Session:
        """Begin a session: one conversation, one ticket, one run."""
        given = {"session_id": session_id, "on_behalf_of": on_behalf_of}
        own = {name: value for name, value in given.items() if value}
        return Session(self, self._fields | own, intent)

    def report(self, fields: Mapping[str, Any]) -> None:
        """Emit an event of this agent; never waits and never raises."""
        emitter = self._link.emitter
        try:
            value = encode_call(fields)
        except (TypeError, ValueError, msgspec.MsgspecError) as error:
            emitter.n_dropped += 1
            _log.warning("an event was dropped, it cannot be encoded: %s", error)
            return
        emitter.emit(ACTIONS, self.key.encode("utf-8", "replace"), value)

    def report_refused(self, fields: Mapping[str, Any], stopped: Stopped) -> None:
        """Emit evidence of refused calls, at most once a second."""
        self._n_refused += 1
        if time.monotonic() < self._next_refused:
            return
        self._next_refused = time.monotonic() + _REFUSED_EVERY_S
        extra = {"n_refused": self._n_refused, "stopped_by": stopped.cmd_id or "fail closed"}
        self._n_refused = 0
        self.report({**fields, "attributes": {**(fields["attributes"] or {}), **extra}})

    def flush(self, timeout_s: float = 5.0) -> bool:
        """Wait until Kafka has all events; False when that takes longer."""
        return self._link.emitter.flush(timeout_s)

    def close(self, timeout_s: float = 5.0) -> None:
        """Send what waits, for at most this time, and stop listening."""
        self._link.close(timeout_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
