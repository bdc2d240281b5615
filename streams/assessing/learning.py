"""What an event teaches once it was judged: the odder it looked, the less."""

import math
from typing import Final

from baselines import Features, Profile, Session

from ..events import ActionEvent
from .maturity import is_mature
from .scoring import Scoring

_WEIGHT_FULL: Final = math.log(20.0)
_WEIGHT_IN_INCIDENT: Final = 0.25


class Learning:
    """Teaches the baselines that a configuration has; the core stays pure.

    Once the agent is known, what looked odd teaches less; at first, everything is odd. During an
    incident nothing teaches more than a quarter, and what that takes off is held back
    (`RateBaseline.hold`).

    Parameters
    ----------
    scoring
        Which baselines there are beside those that every agent has.

    Examples
    --------
    >>> import datetime
    >>> from detectors.config import Config
    >>> event = ActionEvent(
    ...     event_id="1", agent_id="a", tool="read_mail", action="read",
    ...     time=datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.timezone.utc))
    >>> from streams.featurize import Featurizer
    >>> own, x = Profile(), Featurizer(b"0123456789abcdef")(event, event.timestamp)
    >>> Learning(Scoring(Config())).learn_one(event, x, own, Session(event.timestamp))
    >>> own.rate.n_calls(x.verb, event.timestamp)
    1.0
    """

    def __init__(self, scoring: Scoring) -> None:
        self._others = scoring.others
        self._touch = scoring.touch

    def learn_one(self, event: ActionEvent, x: Features, own: Profile, session: Session) -> None:
        """Teach the agent's baselines, and its session, one event that was judged."""
        own.membership.see(event.cohort, x.time)
        if x.is_intent:
            self._touch(own)
            return
        weight, hour, is_in_incident = 1.0, x.hour, bool(own.incident.alert_id)
        rate = own.rate
        if (is_in_incident or session.log_e > _WEIGHT_FULL) and is_mature(rate, x.time):
            most = _WEIGHT_IN_INCIDENT if is_in_incident else 1.0
            weight = min(most, math.exp(_WEIGHT_FULL - session.log_e))
        session.learn_one(x)
        if session.hour != hour:
            own.hours.learn_one(x, weight)
            session.hour = hour
        rate.learn_one(x, weight)
        if is_in_incident:
            rate.hold(x, 1.0 - weight)
        own.volume.learn_one(x, weight)
        own.outcome.learn_one(x, weight)
        own.identity.learn_one(x, weight)
        # All are made, whatever they learn: which baselines a profile has must not depend on which
        # of them was asked.
        for baseline in own.gather(self._others):
            baseline.learn_one(x, weight)
