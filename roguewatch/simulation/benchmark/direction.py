"""Who plays which case of the benchmark, and when."""

import random
from datetime import datetime, timedelta

from ..habits import Habits
from ..incidents.case import Case
from ..incidents.player import Player
from ..incidents.stage import Stage
from .timeline import Timeline

LATE_DAYS = 2


class Direction:
    """Chooses players and moments: every case has agents of its own.

    Parameters
    ----------
    habits
        What is known of every agent before the first incident.
    timeline
        Everybody's sessions.
    days
        Midnights of the days on which incidents begin.
    seed
        Decides among the agents that fit.

    Examples
    --------
    >>> Direction({}, Timeline([]), [], 1).taken
    set()
    """

    def __init__(
        self, habits: dict[str, Habits], timeline: Timeline, days: list[datetime], seed: int
    ) -> None:
        self.habits = habits
        self.timeline = timeline
        self.days = days
        self.seed = seed
        self.taken: set[str] = set()

    def stage(self, case: Case, number: int) -> Stage:
        """Set the stage of one case; its players are taken then.

        Raises
        ------
        ValueError
            If the fleet has not enough agents that fit.
        """
        rng = random.Random(f"{self.seed}/{case.name}")
        day = self._day(case, number)
        fitting = sorted(
            key
            for key, habits in self.habits.items()
            if key not in self.taken
            and case.fits(habits)
            and self._works(key, day, case.n_sessions)
        )
        if len(fitting) < case.n_players:
            raise ValueError(
                f"fleet must have {case.n_players} agents free for {case.name!r}; "
                f"got {len(fitting)} of {len(self.habits)}"
            )
        credible = _most_credible({key: self.habits[key] for key in fitting}, case)
        keys = rng.sample(credible if len(credible) >= case.n_players else fitting, case.n_players)
        self.taken.update(keys)
        sessions = self.timeline.after(keys[0], day)
        players = [self._player(key, case, day, rng) for key in keys]
        return Stage(players, sessions, rng)

    def _day(self, case: Case, number: int) -> datetime:
        """Spread cases over the days; what takes days begins early, who sleeps wakes late."""
        if case.asleep_days:
            return self.days[-1] + timedelta(days=LATE_DAYS)
        return self.days[number % len(self.days) if case.n_sessions == 1 else 0]

    def n_fitting(self, case: Case) -> int:
        """How many agents could play this case."""
        return sum(map(case.fits, self.habits.values()))

    def _works(self, key: str, day: datetime, n_sessions: int) -> bool:
        sessions = self.timeline.after(key, day)
        is_soon = bool(sessions) and sessions[0][1] < day + timedelta(days=1)
        return is_soon and len(sessions) >= n_sessions

    def _player(self, key: str, case: Case, day: datetime, rng: random.Random) -> Player:
        habits = self.habits[key]
        session, last = self.timeline.after(key, day)[0]
        if case.is_at_night:
            at = day + timedelta(hours=habits.quietest_hour, minutes=rng.uniform(5.0, 25.0))
            return Player(habits, f"{rng.getrandbits(48):012x}", at, rng)
        return Player(habits, session, last + timedelta(seconds=rng.uniform(2.0, 20.0)), rng)


def _most_credible(fitting: dict[str, Habits], case: Case) -> list[str]:
    """Those about whom most of the case's hints are true, in a fixed order."""
    n_hints = {
        key: sum(hint in habits.words() for hint in case.hints) for key, habits in fitting.items()
    }
    most = max(n_hints.values())
    return sorted(key for key, n in n_hints.items() if n == most)
