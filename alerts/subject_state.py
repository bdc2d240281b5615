"""Which command counts for whom: the acceptance rule that every enforcer shares."""

from collections.abc import Collection
from typing import Literal

import msgspec

from .command import Command, Mode


class Verdict(msgspec.Struct, frozen=True):
    """An enforcer's answer to a command, before it has done anything outside."""

    result: Literal["applied", "already", "refused"]
    detail: str = ""


class _State(msgspec.Struct, frozen=True):
    latest: Command
    stop: Command | None


class SubjectState:
    """Who is stopped, by the newest command about each subject.

    A command is accepted if its (epoch, sequence) is greater than all before; an equal one was done
    already, a lower one is refused. Shadow commands are always refused. Stops only grow: a later
    stop never shortens or weakens an earlier one, only a reinstate lifts it. A suspend lapses at
    its `not_after`. What it misses: what it was never told; readers must read the ledger first.

    Parameters
    ----------
    modes
        The modes this enforcer obeys; by configuration, whatever a command says.

    Examples
    --------
    >>> state = SubjectState()
    >>> stop = Command(
    ...     cmd_id="c1", action="suspend", tenant="default", agent_id="mail-1", epoch=4, sequence=1,
    ...     issued_at=100.0, not_after=3_700.0, mode="suspend", alert_id="a1", reason="",
    ...     event_time=99.5,
    ... )
    >>> state.accept_one(stop, now=100.2).result, state.accept_one(stop, now=100.3).result
    ('applied', 'already')
    >>> state.stopped_by("default/mail-1", now=101.0).cmd_id
    'c1'
    >>> state.stopped_by("default/mail-1", now=3_700.0) is None
    True
    """

    def __init__(self, modes: Collection[Mode] = ("suspend", "revoke")) -> None:
        if "shadow" in modes:
            raise ValueError(f"modes must be live ones, never 'shadow'; got {modes!r}")
        self.modes = frozenset(modes)
        self._states: dict[str, _State] = {}
        self._credentials: dict[str, dict[str, Command]] = {}

    def judge(self, command: Command, now: float) -> Verdict:
        """Say what `accept_one` would answer; changes nothing."""
        if not command.is_live:
            return Verdict("refused", "shadow")
        if command.mode not in self.modes:
            return Verdict("refused", f"mode {command.mode!r} is not obeyed here")
        state = self._states.get(command.key)
        if state is not None:
            if command.order < state.latest.order:
                return Verdict("refused", f"{command.order} is older than {state.latest.order}")
            if command.order == state.latest.order:
                if command == state.latest:
                    return Verdict("already")
                return Verdict("refused", f"another command has the order {command.order}")
        if command.action != "reinstate" and _has_lapsed(command, now):
            return Verdict("refused", f"expired at {command.not_after}")
        return Verdict("applied")

    def accept_one(self, command: Command, now: float) -> Verdict:
        """Judge a command and keep what follows from it; `now` is the wall clock."""
        verdict = self.judge(command, now)
        if verdict.result == "applied":
            before = self._states.get(command.key)
            stop = None
            if command.action != "reinstate":
                in_force = before.stop if before and not _is_over(before.stop, now) else None
                stop = stronger(in_force, command)
            self._states[command.key] = _State(command, stop)
            self._index_credential(command.key, before.stop if before else None, stop)
        return verdict

    def stopped_by(self, key: str, credential: str | None = None, *, now: float) -> Command | None:
        """Return the stop in force for this subject, or for a credential that was revoked.

        `suspend` stops the agent alone, because others may share its credential; `revoke` stops the
        credential it names, whichever agent of the tenant uses it.
        """
        state = self._states.get(key)
        if state is not None and not _is_over(state.stop, now):
            return state.stop
        if credential is not None and self._credentials:
            stops = self._credentials.get(f"{key.partition('/')[0]}/{credential}", {})
            return next((stop for stop in stops.values() if not _has_lapsed(stop, now)), None)
        return None

    def latest(self, key: str) -> Command | None:
        """Return the newest command accepted for this subject."""
        state = self._states.get(key)
        return None if state is None else state.latest

    def _index_credential(self, key: str, old: Command | None, new: Command | None) -> None:
        for stop, is_in_force in ((old, False), (new, True)):
            if stop is None:
                continue
            for credential in stop.revoked:
                name = f"{stop.tenant}/{credential}"
                if is_in_force:
                    self._credentials.setdefault(name, {})[key] = stop
                elif key in self._credentials.get(name, {}):
                    del self._credentials[name][key]
                    if not self._credentials[name]:
                        del self._credentials[name]


def stronger(in_force: Command | None, new: Command) -> Command:
    """Return the new stop, made at least as strong as the one in force.

    The issuer uses it too: under compaction the ledger keeps only the newest command about a
    subject, so the newest must say all that holds, with every credential that was revoked.
    """
    if in_force is None:
        return new
    ends = in_force.not_after, new.not_after
    not_after = None if None in ends else max(end for end in ends if end is not None)
    if "revoke" not in (in_force.action, new.action):
        return msgspec.structs.replace(new, not_after=not_after)
    revoked = tuple(dict.fromkeys((*new.revoked, *in_force.revoked)))
    return msgspec.structs.replace(
        new,
        action="revoke",
        mode="revoke",
        credential_id=revoked[0] if revoked else None,
        also_revoked=revoked[1:],
        not_after=not_after,
    )


def _has_lapsed(command: Command, now: float) -> bool:
    return command.not_after is not None and now >= command.not_after


def _is_over(stop: Command | None, now: float) -> bool:
    return stop is None or _has_lapsed(stop, now)
