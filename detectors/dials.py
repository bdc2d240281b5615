"""From evidence to risk: what the two dials come to for one agent."""

import functools
import math
from collections.abc import Iterable
from typing import Final

import msgspec

from .calibration import Calibration
from .config import Config

_COLD_SESSIONS: Final = 20.0
LEAST_NATS: Final = 0.125
"""Less than this is no evidence at any dial."""
_MOST_UP: Final = 1.0
_MOST_DOWN: Final = 2.0
"""How far, in nats, the evidence of ordinary sessions may move the threshold of alerts: not so far
that a cohort of noisy agents hides a rogue one, nor that one of clockworks alarms about nothing."""
_MOST_ALERTS: Final = 3
_KNOWN_SESSIONS: Final = 1_000
_KNOWN_ALERTS: Final = 5.0 / 3.0
"""Judged sessions, and false alerts they are worth, from which on the fleet is known, its young
agents among them: fewer do not tell what one in six hundred comes to, which a dial asks for."""


class Thresholds(msgspec.Struct, frozen=True, gc=False):
    """Evidence, in nats, at which an alert is raised and a stop requested."""

    alert: float
    stop: float


class Dials:
    """Turns the dials of a configuration into the evidence at which to act.

    Parameters
    ----------
    config
        Dials, kappa and margin.
    heard_plugged
        The first slots of the plug-ins that may be heard (`Risk.heard_plugged`).

    Examples
    --------
    >>> from baselines import SessionPeaks
    >>> limits = Dials(Config()).thresholds(1_000, Calibration(SessionPeaks()))
    >>> round(limits.alert, 1), round(limits.stop, 1)
    (3.9, 8.5)
    """

    def __init__(self, config: Config, heard_plugged: Iterable[int] = ()) -> None:
        self._config = config
        self._heard_plugged = tuple(heard_plugged)
        self._a_session = config.alerts_per_1000_agent_days / 1_000.0 / config.margin
        self._found = functools.lru_cache(4_096)(self._find)

    def thresholds(
        self, n_sessions: int, calibration: Calibration, n_alerts: int = 0
    ) -> Thresholds:
        """Evidence to act on, from the dials, the sessions a day and how much is known.

        For an agent with few sessions behind it the thresholds are wider, never infinite. The
        threshold of alerts follows how much evidence the peers' ordinary sessions come to, below
        theory's only once enough of them were judged; the one of stops is theory alone.

        Parameters
        ----------
        n_sessions
            Ended sessions of this agent.
        calibration
            Of its peers, which says how many sessions they have a day.
        n_alerts
            About this agent, lately: the next one has to tell more.
        """
        a_day, evidence = calibration.sessions_a_day, calibration.evidence
        level, is_known = None, False
        if a_day:
            share = self._a_session / a_day
            level = calibration.level(self._heard_plugged, share, self._config.kappa)
            is_known = evidence.n_judged >= max(_KNOWN_SESSIONS, _KNOWN_ALERTS / share)
        return self._found(n_sessions, n_alerts, a_day, level, is_known)

    def _find(
        self,
        n_sessions: int,
        n_alerts: int,
        sessions_a_day: float | None,
        level: float | None,
        is_known: bool,
    ) -> Thresholds:
        config = self._config
        a_day = sessions_a_day or config.sessions_per_agent_day
        wider = 1.0 + _COLD_SESSIONS / (n_sessions + 1.0)
        scale = 1_000.0 * config.kappa * config.margin * a_day
        alert = math.log(scale / config.alerts_per_1000_agent_days)
        stop = math.log(max(4.0, scale * wider / config.stops_per_1000_agent_days))
        if level is not None:
            alert += min(_MOST_UP, max(-_MOST_DOWN if is_known else 0.0, level - alert))
        alert += allowance(n_sessions, n_alerts)
        if not is_known:
            alert += math.log(wider) - allowance(n_sessions)
        return Thresholds(min(stop, max(LEAST_NATS, alert)), stop)


def allowance(n_sessions: int, n_alerts: int = 0) -> float:
    """How much more evidence than others, in nats, an agent may show before it alerts.

    One with few sessions behind it, for it is hardly known; and one that alerted lately and was
    left alone, for the same alert every day helps nobody.

    Examples
    --------
    >>> round(allowance(0), 2), allowance(19), round(allowance(19, n_alerts=1), 2)
    (3.0, 0.0, 0.69)
    """
    young = math.log(max(1.0, _COLD_SESSIONS / (n_sessions + 1.0)))
    return young + math.log(1.0 + min(n_alerts, _MOST_ALERTS))


def risk_score(log_evidence: float, stop: float) -> int:
    """Risk from 0 to 100: evidence on a log scale, 100 at the stop threshold.

    Examples
    --------
    >>> risk_score(3.0, 6.0), risk_score(-1.0, 6.0), risk_score(60.0, 6.0)
    (50, 0, 100)
    """
    return max(0, min(100, int(100.0 * log_evidence / stop)))
