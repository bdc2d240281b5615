"""What a person reads at 3 a.m.: who, what, how unusual, what was done, how to undo it."""

from datetime import UTC, datetime
from functools import cache

import detectors

from .alert import Alert, Ending, Evidence, Reason
from .decision import Decision
from .sanitise import sanitise
from .undo import stop_line, undo_line

NAME_CAP = 120
ENDINGS: dict[Ending, str] = {
    "quiet": "Its behaviour is usual again",
    "lapsed": "An hour has passed since its stop was asked for (what goes on is a new one)",
    "reinstated": "A person let it work again",
}
_UNKNOWN_RUNBOOK = "Compare the events in the evidence with what the agent was asked to do."


def title(alert: Alert) -> str:
    """Return one line: who, and what is most unusual."""
    name = sanitise(alert.agent_id, NAME_CAP)
    cohort = f" ({sanitise(alert.cohort, NAME_CAP)})" if alert.cohort else ""
    if alert.reasons:
        strongest = max(alert.reasons, key=lambda reason: reason.share)
        what = sanitise(strongest.sentence, 200)
    else:
        what = f"unusual by {', '.join(alert.detectors)}"
    return f"AI agent {name}{cohort}: {what}"


def message(alert: Alert, decision: Decision | None = None) -> str:
    """Return the whole story in one line, in sentences."""
    was = "was" if alert.activity == "close" else "is"
    parts = [f"{_who(alert)} {was} at risk {alert.risk} of 100 ({alert.severity})."]
    if alert.evidence:
        parts.append(_what(alert.evidence[-1], len(alert.evidence)))
    parts += [_how_unusual(reason) for reason in alert.reasons]
    parts += [what_was_done(alert, decision), how_to_undo(alert, decision)]
    return " ".join(parts)


def what_was_done(alert: Alert, decision: Decision | None = None) -> str:
    """Return what happened to the agent because of this alert."""
    if decision is None:
        if alert.activity == "close":
            return f"{ENDINGS[alert.ending or 'quiet']}; the incident is closed."
        if alert.is_stop_requested:
            return "A stop was requested; `roguewatch status` shows what was decided and confirmed."
        return "Nothing was stopped: no promoted detector asked for it."
    reason = sanitise(decision.reason)
    if decision.outcome == "hold":
        return f"The stop is held until a person releases it: {reason}."
    if decision.outcome == "deny":
        return f"The stop was not permitted: {reason}."
    if decision.mode == "shadow":
        return f"Shadow mode, so nothing was stopped; it would have been: {reason}."
    return f"The agent was ordered to stop ({decision.mode}): {reason}."


def how_to_undo(alert: Alert, decision: Decision | None = None) -> str:
    """Return the command that lets the agent work again, or that stops it, safe to paste."""
    is_reinstated = alert.ending == "reinstated"
    is_stopped = alert.is_stop_requested and not is_reinstated
    if decision is not None:
        is_stopped = decision.is_permitted and decision.mode != "shadow"
    if not is_stopped:
        # That one is about a release, which nobody can stop by the name of an agent.
        is_over = alert.activity == "close" and not is_reinstated
        if is_over or "release_shift" in alert.detectors:
            return "There is nothing to undo."
        return f"To stop it: {stop_line(alert.tenant, alert.agent_id)}"
    return f"To let it work again: {undo_command(alert)}"


def undo_command(alert: Alert) -> str:
    """Return the line to paste; the agent chose its name, so the shell must not read it.

    Examples
    --------
    >>> undo_command(Alert(
    ...     alert_id="a1", activity="create", tenant="default", agent_id="x; rm -rf ~", time=60.0,
    ...     first_seen=58.0, detectors=(), risk=97, severity="critical", config_hash="c",
    ...     snapshot_version=1,
    ... ))
    "roguewatch reinstate --tenant default --reason 'WHY' -- 'x; rm -rf ~'"
    """
    return undo_line(alert.tenant, alert.agent_id)


def runbook(alert: Alert) -> str:
    """Return the steps of the detectors behind the alert, the strongest first."""
    shares = {reason.detector: reason.share for reason in alert.reasons}
    names = sorted(alert.detectors, key=lambda name: (-shares.get(name, 0.0), name))
    steps = [_runbooks().get(name, _UNKNOWN_RUNBOOK) for name in names]
    return " ".join(dict.fromkeys(steps)) or _UNKNOWN_RUNBOOK


@cache
def _runbooks() -> dict[str, str]:
    found = [getattr(detectors, name) for name in detectors.__all__]
    kinds = [kind for kind in found if isinstance(kind, type)]
    return {
        kind.name: kind.runbook
        for kind in kinds
        if issubclass(kind, detectors.Detector | detectors.FleetDetector)
        and kind not in (detectors.Detector, detectors.FleetDetector)
    }


def _who(alert: Alert) -> str:
    cohort = f", cohort {sanitise(alert.cohort, NAME_CAP)}" if alert.cohort else ""
    tenant = sanitise(alert.tenant, NAME_CAP)
    return f"AI agent {sanitise(alert.agent_id, NAME_CAP)} (tenant {tenant}{cohort})"


def _what(event: Evidence, n_events: int) -> str:
    tool, verb = sanitise(event.tool, NAME_CAP), sanitise(event.action, NAME_CAP)
    on = f" on {sanitise(event.resource, NAME_CAP)}" if event.resource else ""
    where = f" in {sanitise(event.environment, NAME_CAP)}" if event.environment else ""
    more = f"; {n_events} events in evidence" if n_events > 1 else ""
    when = _when(event.time)
    outcome = sanitise(event.outcome, NAME_CAP)
    return f"Last it called {tool} ({verb}){on}{where} at {when}, outcome {outcome}{more}."


def _when(time: float) -> str:
    try:
        return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, ValueError, OSError):
        return f"{time:.0f} s after 1970"  # A producer's clock must not stop the alert.


def _how_unusual(reason: Reason) -> str:
    name, sentence = sanitise(reason.detector, NAME_CAP), sanitise(reason.sentence)
    numbers = (
        f"observed {reason.observed:.4g}, expected by its past {reason.expected_by_agent:.4g}, "
        f"by its peers {reason.expected_by_peers:.4g}"
    )
    points = reason.points
    if points is None:
        share = f"{round(100 * reason.share)} % of the evidence"
        return f"{name} ({share}): {sentence} ({numbers})."
    # Of a call that no statistic sees, nothing is known but its points.
    told = points.told() if reason.observed == points.total else f"{numbers}; {points.told()}"
    return f"{name} (speaks for itself): {sentence} ({told})."
