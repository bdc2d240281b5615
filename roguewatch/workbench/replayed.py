"""All that one replay gives: what was said of each event, and every alert."""

import functools

import msgspec
import pandas as pd

from alerts.alert import Alert
from detectors.config import Config
from roguewatch.evaluation.realised import Realised, realised

from .alert_frame import alert_frame


class Replayed(msgspec.Struct, frozen=True, dict=True):
    """One configuration on one history.

    Parameters
    ----------
    config
        The configuration.
    scores
        One row an event, as `replay` gives it.
    raised
        Every activity of every alert, in order.
    agent_days
        Days times agents of the history: what rates of false alerts are rates of.
    """

    config: Config
    scores: pd.DataFrame
    raised: tuple[Alert, ...]
    agent_days: int

    @functools.cached_property
    def alerts(self) -> pd.DataFrame:
        """One row an incident."""
        return alert_frame(self.raised)

    @property
    def n_stops(self) -> int:
        """How many incidents asked for a stop."""
        return int(self.alerts["is_stop_requested"].sum())

    def rate(self, n: int | None = None) -> Realised:
        """So many alerts, or all of them, in 1,000 agent-days, with an exact interval."""
        return realised(len(self.alerts) if n is None else n, max(1, self.agent_days))
