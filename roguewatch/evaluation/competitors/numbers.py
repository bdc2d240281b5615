"""What an event looks like to somebody who reads numbers only."""

import math
from collections import deque

from baselines.features import ACTIONS
from streams.events import ActionEvent

MINUTE_S = 60.0


class Numbers:
    """An agent's events as numbers: verb class, pace, size, hour.

    Examples
    --------
    >>> import datetime
    >>> event = ActionEvent(event_id="1", agent_id="a", tool="t", action="read",
    ...     time=datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.timezone.utc))
    >>> Numbers().of(event)["calls"], round(Numbers().of(event)["hour"], 2)
    (0.6931471805599453, 0.5)
    """

    def __init__(self) -> None:
        self._recent: dict[str, deque[float]] = {}

    def of(self, event: ActionEvent) -> dict[str, float]:
        """Numbers of the next event; sizes and paces as logarithms."""
        time = event.timestamp
        recent = self._recent.setdefault(event.key, deque())
        gap = time - recent[-1] if recent else 86_400.0
        while recent and time - recent[0] > MINUTE_S:
            recent.popleft()
        recent.append(time)
        return {
            "verb": ACTIONS.index(event.action) / len(ACTIONS),
            "gap": math.log1p(max(0.0, gap)),
            "calls": math.log1p(len(recent)),
            "items": math.log1p(event.n_items),
            "bytes": math.log1p(event.n_bytes),
            "failed": float(event.outcome in ("failure", "denied")),
            "hour": (time % 86_400.0) / 86_400.0,
        }
