"""One alert for one thing: repeats and floods collapse, and nothing goes uncounted."""

from typing import Literal

import msgspec

from .finding_view import FindingView

Outcome = Literal["new", "update", "repeat", "folded", "over_budget"]
_CREATE, _CLOSE = 1, 3
_MAX_KEYS = 100_000
_MAX_OLDER = 8


class Collapsed(msgspec.Struct, frozen=True):
    """What one tenant's findings of one severity came to in a window beyond the budget."""

    tenant: str
    severity_id: int
    window_start: float
    n_findings: int
    n_shown: int

    @property
    def n_hidden(self) -> int:
        return self.n_findings - self.n_shown


class _Incident(msgspec.Struct):
    uid: str
    severity_id: int
    is_stop_requested: bool
    shown_at: float
    is_shown: bool
    is_closed: bool
    older: tuple[str, ...]


class _Window(msgspec.Struct):
    start: float
    n_findings: int = 0
    n_shown: int = 0


class Suppression:
    """Decides which findings people see, by agent, detector set and window.

    Never by a string that an agent could vary at will, such as its tool or target. A second
    incident of the same agent and detectors within `window_s` is folded into the first, unless it
    is more severe or a stop was requested. An update is shown if the severity rose, a stop was
    requested, or `update_s` passed. Each tenant has a budget of new findings for each severity and
    window, so that a flood of small ones cannot hide a critical one, nor one tenant's another's.
    All time is event time.

    Parameters
    ----------
    window_s
        How long one incident speaks for the next of its kind, and the window of the budget.
    update_s
        Shortest time between two updates that say nothing new.
    budget
        New findings shown for each tenant, severity and window.

    Examples
    --------
    >>> from .alert import Alert
    >>> from .finding import encode_finding
    >>> from .finding_view import read_finding
    >>> alert = Alert(
    ...     alert_id="a1", activity="create", tenant="default", agent_id="mail-1", time=60.0,
    ...     first_seen=58.0, detectors=("burst",), risk=97, severity="critical",
    ...     config_hash="0123456789abcdef", snapshot_version=1,
    ... )
    >>> finding = read_finding(encode_finding(alert))
    >>> suppression = Suppression()
    >>> suppression.process_one(finding), suppression.process_one(finding)
    ('new', 'repeat')
    """

    def __init__(self, window_s: float = 600.0, update_s: float = 60.0, budget: int = 100) -> None:
        if window_s <= 0:
            raise ValueError(f"window_s must be positive; got {window_s!r}")
        if budget < 1:
            raise ValueError(f"budget must be at least 1; got {budget!r}")
        self.window_s = window_s
        self.update_s = update_s
        self.budget = budget
        self.counts: dict[Outcome, int] = dict.fromkeys(
            ("new", "update", "repeat", "folded", "over_budget"), 0
        )
        self._incidents: dict[tuple[str, tuple[str, ...]], _Incident] = {}
        self._windows: dict[tuple[str, int], _Window] = {}
        self._collapsed: list[Collapsed] = []

    def process_one(self, finding: FindingView) -> Outcome:
        """Decide about one finding; "new" and "update" are to be shown."""
        key = (finding.key, finding.detectors)
        incident = self._incidents.pop(key, None)
        if incident is None:
            incident, outcome = self._open(finding)
        elif incident.uid == finding.uid:
            outcome = self._update(incident, finding)
        elif finding.uid in incident.older:
            outcome = "repeat"
        elif self._speaks_for(incident, finding):
            outcome = "folded"
        else:
            older = (*incident.older, incident.uid)[-_MAX_OLDER:]
            incident, outcome = self._open(finding, older)
        # Put back at the end: the one untouched for longest is the first to be forgotten.
        self._incidents[key] = incident
        if len(self._incidents) > _MAX_KEYS:
            del self._incidents[next(iter(self._incidents))]
        self.counts[outcome] += 1
        return outcome

    def collapsed(self) -> list[Collapsed]:
        """Return, once, the windows that have ended with more findings than were shown."""
        ended, self._collapsed = self._collapsed, []
        return ended

    def _speaks_for(self, incident: _Incident, finding: FindingView) -> bool:
        """Tell whether a further incident needs no alert of its own."""
        is_worse = finding.severity_id > incident.severity_id
        is_near = finding.time - incident.shown_at < self.window_s
        return is_near and not is_worse and not finding.is_stop_requested

    def _open(self, finding: FindingView, older: tuple[str, ...] = ()) -> tuple[_Incident, Outcome]:
        window = self._window(finding)
        window.n_findings += 1
        is_shown = window.n_shown < self.budget
        window.n_shown += is_shown
        incident = _Incident(
            finding.uid,
            finding.severity_id,
            finding.is_stop_requested,
            finding.time,
            is_shown,
            finding.activity_id == _CLOSE,
            older,
        )
        return incident, "new" if is_shown else "over_budget"

    def _update(self, incident: _Incident, finding: FindingView) -> Outcome:
        if finding.activity_id == _CREATE:
            return "repeat"
        is_closing = finding.activity_id == _CLOSE and not incident.is_closed
        is_worse = finding.severity_id > incident.severity_id
        is_stopping = finding.is_stop_requested and not incident.is_stop_requested
        is_due = finding.time - incident.shown_at >= self.update_s
        incident.is_closed |= is_closing
        incident.severity_id = max(incident.severity_id, finding.severity_id)
        incident.is_stop_requested |= finding.is_stop_requested
        if is_worse or is_stopping:
            incident.is_shown = True
        if not incident.is_shown:
            return "over_budget"
        if is_worse or is_stopping or is_closing or (is_due and not incident.is_closed):
            incident.shown_at = max(incident.shown_at, finding.time)
            return "update"
        return "repeat"

    def _window(self, finding: FindingView) -> _Window:
        key = (finding.tenant, finding.severity_id)
        window = self._windows.get(key)
        start = finding.time // self.window_s * self.window_s
        if window is None or start > window.start:
            if window is not None and window.n_findings > window.n_shown:
                self._collapsed.append(
                    Collapsed(*key, window.start, window.n_findings, window.n_shown)
                )
            window = self._windows[key] = _Window(start)
        return window
