"""What is told of an incident: the alert, its reasons, the stop request, and the record."""

import math

import msgspec

from alerts.alert import Activity, Alert, Evidence, Reason, Severity
from alerts.stop_request import StopRequest
from baselines import IncidentState, Profile
from detectors import Detector, Score
from detectors.config import Config

from ..events import ActionEvent
from ..snapshot import Snapshot


class Telling:
    """Puts an incident into words and figures; it decides nothing.

    Parameters
    ----------
    config
        Its hash stands on every alert.
    detectors
        By name: their sentences.
    """

    def __init__(self, config: Config, detectors: dict[str, Detector]) -> None:
        self._hash = config.hash
        self._detectors = detectors
        self.promoted = {
            name for name, setting in config.detectors.items() if setting.stage == "promoted"
        }
        """Names of the detectors that may count towards a stop."""

    def is_direct(self, name: str) -> bool:
        """Whether a detector alerts by itself, without statistics."""
        return name in self._detectors and self._detectors[name].stream == "direct"

    def alert(
        self,
        activity: Activity,
        state: IncidentState,
        whose: tuple[str, str, str | None],
        time: float,
        version: int,
        reasons: tuple[Reason, ...],
        record: bytes,
    ) -> Alert:
        """The incident as it stands; `whose` is tenant, agent and cohort."""
        return Alert(
            alert_id=state.alert_id,
            activity=activity,
            tenant=whose[0],
            agent_id=whose[1],
            cohort=whose[2],
            time=time,
            first_seen=state.opened,
            detectors=state.detectors,
            risk=state.risk,
            severity=severity(state.risk),
            direct=any(self.is_direct(name) for name in state.detectors),
            reasons=reasons,
            evidence=tuple(msgspec.convert(item, Evidence) for item in state.evidence),
            config_hash=self._hash,
            snapshot_version=version,
            is_stop_requested=state.is_stop_requested,
            record=record,
        )

    def reasons(
        self,
        direct: tuple[str, ...],
        scores: dict[str, Score | None],
        shares: dict[str, float],
    ) -> list[Reason]:
        """Each detector's sentence, largest share first; direct ones, which share nothing, lead."""
        reasons = []
        for name, score in scores.items():
            is_direct = name in direct
            if score is None or not (is_direct or name in shares):
                continue
            reasons.append(
                Reason(
                    detector=name,
                    sentence=self._detectors[name].reason(score),
                    p=score.p,
                    observed=score.observed,
                    expected_by_agent=score.expected_by_agent,
                    expected_by_peers=score.expected_by_peers,
                    n=score.n,
                    share=1.0 if is_direct else round(shares[name], 4),
                    points=score.points,
                )
            )
        return sorted(reasons, key=lambda reason: (-reason.share, reason.detector))

    def request(
        self, alert: Alert, detectors: tuple[str, ...], event: ActionEvent, snapshot: Snapshot
    ) -> StopRequest:
        """What asks for a stop on the word of these detectors."""
        return StopRequest.make(
            "suspend",
            alert.tenant,
            alert.agent_id,
            alert_id=alert.alert_id,
            credential_id=event.credential_id,
            cohort=event.cohort,
            environment=event.environment,
            time=alert.time,
            detectors=detectors,
            promoted=tuple(name for name in detectors if name in self.promoted),
            direct=any(self.is_direct(name) for name in detectors),
            risk=alert.risk,
            reason="; ".join(reason.sentence for reason in alert.reasons[:3]),
            config_hash=alert.config_hash,
            snapshot_version=snapshot.version,
            n_active_agents=snapshot.n_active_agents,
            requested_by="worker",
        )

    def record(self, own: Profile, event: ActionEvent, time: float, snapshot: Snapshot) -> bytes:
        """All it takes to decide again: the profile before the event was learned, and the event."""
        return msgspec.msgpack.encode(
            {
                "profile": own.pack(),
                "event": msgspec.to_builtins(event),
                "time": time,
                "config_hash": self._hash,
                "snapshot_version": snapshot.version,
            }
        )


def severity(risk: int) -> Severity:
    """The word for a risk; `critical` is where a stop is asked for.

    Examples
    --------
    >>> severity(100), severity(70), severity(10)
    ('critical', 'high', 'low')
    """
    if risk >= 100:
        return "critical"
    if risk >= 65:
        return "high"
    return "medium" if risk >= 40 else "low"


def carried_over(name: str, log_w: float) -> Reason:
    """The reason that earlier sessions gave: what they showed is no longer there to be told."""
    return Reason(
        detector=name,
        sentence=f"earlier sessions were odd; {log_w:.1f} nats of evidence are carried over",
        p=math.exp(-min(700.0, log_w)),
        observed=log_w,
        expected_by_agent=0.0,
        expected_by_peers=0.0,
        n=0.0,
        share=0.0,
    )
