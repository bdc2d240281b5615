"""From evidence to alerts and requests: one incident, one alert kept up to date, one request."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from alerts.alert import Activity, Alert, Ending
from alerts.breakdown import Breakdown
from alerts.command import Command
from alerts.ids import alert_id
from alerts.stop_request import StopRequest
from baselines import IncidentState, Profile, SessionPeaks
from detectors import Detector, Score
from detectors.config import Config
from detectors.dials import allowance

from ..events import ActionEvent
from ..snapshot import Snapshot
from .evidence import evidence_of
from .judgement import Judgement
from .maturity import is_mature
from .telling import Telling, carried_over

CLOSE_AFTER_S: Final = 1_800.0
ASK_AGAIN_AFTER_S: Final = 3_600.0
"""Age of a stop request at which its incident ends, however it goes on: a suspend has lapsed by
then, as it does where nothing else is set, and one that still goes on has to be stopped again."""
MIN_SHARE: Final = 0.05
"""Share of a session's evidence from which a detector counts as one of those who led it."""

_MAX_EVIDENCE: Final = 8
_UPDATE_RISK: Final = 15
_FULL_RISK: Final = 100


class Incidents:
    """Opens, updates and closes the incident of one agent; state lives in its profile.

    Parameters
    ----------
    config
        Its hash stands on every alert.
    detectors
        By name: their sentences, and whether they are promoted.
    """

    def __init__(self, config: Config, detectors: dict[str, Detector]) -> None:
        self._hash = config.hash
        self._telling = telling = Telling(config, detectors)
        self._promoted = telling.promoted

    def close_if_over(
        self, own: Profile, event: ActionEvent, time: float, version: int, stop: float
    ) -> tuple[Alert, ...]:
        """Close the incident after half an hour below the first threshold, and reset W.

        Or an hour after its stop was asked for: what goes on then is a new one. What came to less
        evidence than `stop` is counted among what ordinary sessions come to.
        """
        state = own.incident
        is_quiet = time - state.last_above > CLOSE_AFTER_S
        has_lapsed = state.is_stop_requested and time - state.asked_at > ASK_AGAIN_AFTER_S
        if not state.alert_id or not (is_quiet or has_lapsed):
            return ()
        whose = event.tenant, event.agent_id, event.cohort
        alert = self._close(state, whose, time, version, "quiet" if is_quiet else "lapsed")
        self._learn(own, state, stop)
        state.close()
        return (alert,)

    def reinstate(self, own: Profile, command: Command, version: int) -> tuple[Alert, ...]:
        """Close the incident: a person let the agent work again, and what follows is a new one.

        It sets no scale for others: whether it was an attack is not said.
        """
        state, cohort = own.incident, own.membership.cohort
        if not state.alert_id:
            return ()
        whose = command.tenant, command.agent_id, cohort
        time = max(state.last_above, command.issued_at)
        return (self._close(state, whose, time, version, "reinstated"),)

    def _close(
        self,
        state: IncidentState,
        whose: tuple[str, str, str | None],
        time: float,
        version: int,
        ending: Ending,
    ) -> Alert:
        return replace(
            self._telling.alert("close", state, whose, time, version, (), b""), ending=ending
        )

    def _learn(self, own: Profile, state: IncidentState, stop: float) -> None:
        """Count what the incident came to.

        Not that of a young agent, whose sessions are not weighed, nor what would have asked for a
        stop: that is an attack until somebody says otherwise, and sets no scale for others.
        """
        peaks = own[SessionPeaks]
        if not is_mature(own.rate, state.opened):
            return
        if any(self._telling.is_direct(name) for name in state.detectors):
            peaks.n_direct += 1
        elif state.top_log_e < stop:
            allowed = allowance(peaks.n_total, peaks.n_alerts)
            peaks.learn_run(state.top_log_e - allowed, state.reached)
            peaks.learn_alert(state.opened)

    def judge(
        self,
        judgement: Judgement,
        event: ActionEvent,
        own: Profile,
        scores: dict[str, Score | None],
        shares: dict[str, float],
        snapshot: Snapshot,
        break_down: Callable[[], Breakdown],
    ) -> tuple[tuple[Alert, ...], tuple[StopRequest, ...]]:
        """What follows from a judgement at or above the first threshold.

        `break_down` is asked for the parts of the risk only if somebody is told of them.
        """
        state, time = own.incident, judgement.time
        asks = judgement.is_stop and not state.is_stop_requested
        record = b""
        if asks or not state.alert_id:
            # Before anything here changes the profile: what is decided again starts from it.
            record = self._telling.record(own, event, time, snapshot)
        state.last_above = max(state.last_above, time)
        state.top_log_e = max(state.top_log_e, judgement.log_evidence)
        activity: Activity = "update"
        # Earlier sessions count as a reason where most of the evidence is theirs.
        is_old = not judgement.direct and 2.0 * state.log_w > judgement.log_evidence
        carried = state.led if is_old else ()
        leading = {*judgement.direct, *carried}
        leading.update(name for name, share in shares.items() if share >= MIN_SHARE)
        if not state.alert_id:
            activity = "create"
            state.detectors = tuple(sorted(leading))
            state.opened = time
            state.alert_id = alert_id(
                event.tenant, event.agent_id, state.detectors, time, self._hash
            )
        # What asks for a stop where it is promoted is told in any case: in shadow nothing else is.
        is_full = judgement.risk >= _FULL_RISK > state.risk
        grew = is_full or judgement.risk >= state.risk + _UPDATE_RISK
        state.n_seen += 1
        if len(state.evidence) < _MAX_EVIDENCE:
            state.evidence.append(evidence_of(event, time))
        if not (activity == "create" or asks or grew):
            return (), ()
        if asks:
            state.is_stop_requested, state.asked_at = True, time
        state.risk = max(state.risk, judgement.risk)
        reasons = [carried_over(name, state.log_w) for name in carried if name not in shares]
        reasons += self._telling.reasons(judgement.direct, scores, shares)
        whose = event.tenant, event.agent_id, event.cohort
        alert = self._telling.alert(
            activity, state, whose, time, snapshot.version, tuple(reasons), record
        )
        alert = replace(alert, breakdown=break_down())
        if not asks:
            return (alert,), ()
        # An incident is known by who opened it; a stop, by all who speak for it now.
        leading.update(state.detectors, state.led, self._promoted.intersection(shares))
        return (alert,), (self._telling.request(alert, tuple(sorted(leading)), event, snapshot),)
