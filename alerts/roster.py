"""Who has to confirm a command: every live instance of every required enforcer."""

from collections.abc import Iterable, Mapping

from .ack import Ack, Heartbeat
from .command import Command
from .containment import Containment
from .ledger_record import ContainmentState


class Roster:
    """The enforcers that have to confirm, their live instances, and what they answered.

    Parameters
    ----------
    required
        Names of the enforcers of which every live instance must confirm. One without a single
        live instance is missing: silence never counts as a confirmation.
    alive_s
        An instance is alive until this long after its last heartbeat, in seconds of wall clock.
    give_up_s
        A command that nobody has confirmed this long after it was issued has failed, and one that
        some have confirmed is partial. It stays open all the same.

    Examples
    --------
    >>> command = Command(
    ...     cmd_id="c1", action="suspend", tenant="default", agent_id="mail-1", epoch=4, sequence=1,
    ...     issued_at=100.0, mode="suspend", alert_id="a1", reason="", event_time=99.5,
    ... )
    >>> roster = Roster(required=("gateway",))
    >>> roster.assess(command, [], now=100.1)
    Containment(state='pending', confirmed={}, missing=('gateway: no live instance',))
    """

    def __init__(
        self, required: Iterable[str], alive_s: float = 30.0, give_up_s: float = 60.0
    ) -> None:
        if alive_s <= 0:
            raise ValueError(f"alive_s must be positive; got {alive_s!r}")
        self.required = tuple(sorted(set(required)))
        self.alive_s = alive_s
        self.give_up_s = give_up_s
        self._heartbeats: dict[str, Heartbeat] = {}

    def learn_one(self, heartbeat: Heartbeat) -> None:
        """Take in a heartbeat; an older one than the last of its instance changes nothing."""
        last = self._heartbeats.get(heartbeat.key)
        if last is None or heartbeat.time >= last.time:
            self._heartbeats[heartbeat.key] = heartbeat

    def forget(self, now: float, keep_s: float = 86_400.0) -> None:
        """Drop instances that have long been silent, so that short-lived ones do not pile up."""
        for key in [key for key, beat in self._heartbeats.items() if beat.time < now - keep_s]:
            del self._heartbeats[key]

    def live(self, now: float) -> list[Heartbeat]:
        """Return the last heartbeat of each live instance, in order of enforcer and instance."""
        beats = (self._heartbeats[key] for key in sorted(self._heartbeats))
        return [beat for beat in beats if now - beat.time < self.alive_s]

    def assess(
        self,
        command: Command,
        acks: Iterable[Ack],
        now: float,
        confirmed: Mapping[str, str] | None = None,
    ) -> Containment:
        """Say how far a command has come, from acks and what was confirmed before.

        Only acks of exactly this command count: same id, same order, same subject.
        """
        answers: dict[str, str] = dict(confirmed or {})
        refusals: dict[str, str] = {}
        for ack in acks:
            who = f"{ack.enforcer}/{ack.instance}"
            is_ours = ack.cmd_id == command.cmd_id and (ack.epoch, ack.sequence) == command.order
            if not is_ours or ack.key != command.key:
                continue
            if ack.is_confirmation:
                answers[who] = ack.result
                refusals.pop(who, None)
            elif who not in answers and ack.enforcer in self.required:
                refusals[who] = f"{ack.result}: {ack.detail}" if ack.detail else ack.result
        missing = self._missing(command.key, answers, refusals, now)
        if not missing and not answers:
            missing.append("no enforcer has confirmed")
        return Containment(
            self._state(command, missing, answers, refusals, now), answers, tuple(missing)
        )

    def _missing(
        self, subject: str, answers: dict[str, str], refusals: dict[str, str], now: float
    ) -> list[str]:
        serving = [beat for beat in self.live(now) if beat.serves(subject)]
        missing: list[str] = []
        for name in self.required:
            is_live = any(beat.enforcer == name for beat in serving)
            if not is_live and not any(who.startswith(f"{name}/") for who in answers):
                missing.append(f"{name}: no live instance")
        for beat in serving:
            if beat.enforcer in self.required and beat.key not in answers:
                missing.append(f"{beat.key}: {refusals.get(beat.key, 'no answer')}")
        return missing

    def _state(
        self,
        command: Command,
        missing: list[str],
        answers: dict[str, str],
        refusals: dict[str, str],
        now: float,
    ) -> ContainmentState:
        if not missing:
            return "contained"
        is_overdue = now - command.issued_at >= self.give_up_s
        if not is_overdue and not refusals:
            return "pending"
        return "partial" if answers else "failed"
