"""The evidence an agent has gathered against itself, and its open incident."""

from collections.abc import Iterable
from typing import Any

from .base import Baseline, Packed
from .features import BELIEVED_AFTER_S, Features
from .session import MAX_TOUCHES
from .touch import Touch
from .touches import pack_touches, unpack_touches


class IncidentState(Baseline):
    """Evidence carried over from ended sessions, and what is known of the incident now open.

    `log_w` is the CUSUM of session evidence in nats, ln W with W <- max(W, 1) E: an exact sum, so
    explanations add up. `log_w_stop` is the same of the promoted detectors alone.

    Examples
    --------
    >>> state = IncidentState()
    >>> state.end_session(1.5, 0.0)
    >>> state.end_session(-0.5, 0.0)
    >>> state.log_w, state.log_w_stop
    (1.0, 0.0)
    """

    name = "incident"
    letter = "n"
    version = 6

    def __init__(self) -> None:
        self.log_w = self.log_w_stop = 0.0
        self.reached = 0.0
        """The most that the evidence carried over has been counted for since there was none."""
        self.led: tuple[str, ...] = ()
        """Detectors that led the sessions whose evidence is carried over."""
        self.alert_id = ""
        """Of the open incident; empty when there is none."""
        self.opened = 0.0
        self.last_above = 0.0
        """Time the evidence was last at or above the first threshold."""
        self.is_stop_requested = False
        self.asked_at = 0.0
        """Time of the event that asked for the stop, where one did."""
        self.top_log_e = 0.0
        """Largest evidence of the incident: how far its session came, for who calibrates."""
        self.detectors: tuple[str, ...] = ()
        self.risk = 0
        self.n_seen = 0
        """Events since it was opened."""
        self.evidence: list[dict[str, Any]] = []
        """The first events of the incident, as told in its alerts."""
        self.reinstated = (0, 0)
        """Order of the last command that let the agent work again: each counts once."""
        self.held: dict[int, Touch] = {}
        """What the sessions of incidents that asked for a stop touched (`Session.touched`)."""
        self.held_at = 0.0
        """Time of the last of it."""

    @property
    def is_open(self) -> bool:
        return bool(self.alert_id)

    def end_session(
        self, log_e: float, log_e_stop: float, led: Iterable[str] = (), reached: float = 0.0
    ) -> None:
        """Take one ended session's evidence in, who led it, and what it was counted for."""
        before = self.led if self.log_w > 0.0 else ()
        self.log_w = max(self.log_w, 0.0) + log_e
        self.reached = max(self.reached, reached)
        if self.log_w <= 0.0:
            self.led, self.reached = (), 0.0
        elif log_e > 0.0:
            self.led = tuple(sorted({*before, *led}))
        self.log_w_stop = max(self.log_w_stop, 0.0) + log_e_stop

    def hold(self, touched: dict[int, Touch], time: float) -> None:
        """Keep what a session touched for which a stop was asked."""
        held = self.held
        for pair, touch in touched.items():
            if len(held) < MAX_TOUCHES:
                held.setdefault(pair, touch)
        self.held_at = time

    def take_believed(self, time: float) -> dict[int, Touch]:
        """Hand over what was kept, once it is believed (`BELIEVED_AFTER_S`)."""
        if not self.held or time - self.held_at <= BELIEVED_AFTER_S:
            return {}
        held, self.held = self.held, {}
        return held

    def close(self) -> None:
        """End the incident and forget its evidence."""
        kept = self.reinstated, self.held, self.held_at
        self.__init__()  # type: ignore[misc]  # every field is state; there is no parameter
        self.reinstated, self.held, self.held_at = kept

    def reinstate(self) -> None:
        self.close()

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Evidence is weighed by the detectors; features alone change nothing."""

    def merge_one(self, other: "IncidentState") -> None:
        """Nobody is expected to misbehave: peers have no incident."""

    def pack(self) -> Packed:
        figures = (
            *(self.log_w, self.log_w_stop, self.opened, self.last_above),
            *(self.top_log_e, self.reached, self.asked_at, self.held_at),
        )
        return [
            # Most are 0, and a whole number takes an eighth of the room.
            [figure or 0 for figure in figures],
            *(self.alert_id, self.is_stop_requested, list(self.detectors), self.risk),
            *(self.n_seen, self.evidence, list(self.led), list(self.reinstated)),
            pack_touches(self.held),
        ]

    def unpack(self, packed: Packed) -> None:
        self.log_w, self.log_w_stop, self.opened, self.last_above, *more = map(float, packed[0])
        self.top_log_e, self.reached, self.asked_at, self.held_at = more
        self.alert_id, self.is_stop_requested, detectors, self.risk = packed[1:5]
        self.detectors = tuple(detectors)
        self.n_seen, self.evidence, led, (epoch, sequence), held = packed[5:]
        self.held = unpack_touches(held)
        self.led, self.reinstated = tuple(led), (epoch, sequence)
