"""The sessions of an agent that are still open."""

from typing import Any

from .base import Baseline, Packed
from .features import Features
from .session import Session


class SessionsBaseline(Baseline):
    """At most eight live sessions; quiet, long or crowded-out ones are closed and handed back.

    Parameters
    ----------
    quiet_s
        A session ends after this time without an event, in seconds.
    length_s
        A session ends after this time in any case, in seconds.
    max_live
        Sessions an agent may have open at once; the longest quiet one is closed for a new one, so
        a fresh session id for every call hides nothing.

    Examples
    --------
    >>> sessions = SessionsBaseline()
    >>> session, closed = sessions.open(Features(time=0.0, session=1))
    >>> session, closed = sessions.open(Features(time=700.0, session=1))
    >>> len(closed), len(sessions.live)
    (1, 1)
    """

    name = "sessions"
    letter = "s"
    version = 8

    def __init__(
        self, quiet_s: float = 600.0, length_s: float = 3_600.0, max_live: int = 8
    ) -> None:
        self.quiet_s = quiet_s
        self.length_s = length_s
        self.max_live = max_live
        self.live: dict[int, Session] = {}

    def open(self, x: Features) -> tuple[Session, list[Session]]:
        """The session of this event, and the sessions that ended before it."""
        time, live = x.time, self.live
        ident: Any = x.session  # an object, made once: compiled, an `int` is at each look-up
        session = live.get(ident)
        if (
            session is not None
            and len(live) == 1
            and time - session.last <= self.quiet_s
            and time - session.start <= self.length_s
        ):
            return session, []
        closed = self._close(time)
        session = live.get(ident)
        if session is None:
            if len(live) >= self.max_live:
                closed.append(live.pop(self._longest_quiet()))
            session = live[ident] = Session(time)
        return session, closed

    def of(self, x: Features) -> Session | None:
        """Return the live session of an event, if there is one."""
        ident: Any = x.session
        return self.live.get(ident)

    def _close(self, time: float) -> list[Session]:
        """Take out the sessions that are over by then."""
        live, over = self.live, list[int]()
        for ident, session in live.items():
            if time - session.last > self.quiet_s or time - session.start > self.length_s:
                over.append(ident)
        return [live.pop(ident) for ident in over]

    def _longest_quiet(self) -> int:
        """Return the session without an event for longest; of several, the lowest symbol."""
        return min([(session.last, ident) for ident, session in self.live.items()])[1]

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Take one event into its session, whatever it weighs: it did happen."""
        session = self.of(x)
        if session is not None:
            session.learn_one(x)

    def reinstate(self) -> None:
        self.live = {}

    def merge_one(self, other: "SessionsBaseline") -> None:
        """Live sessions are nobody's expectation: peers have none."""

    def pack(self) -> Packed:
        return [[ident, session.pack()] for ident, session in self.live.items()]

    def unpack(self, packed: Packed) -> None:
        self.live = {ident: Session.unpack(session) for ident, session in packed}
