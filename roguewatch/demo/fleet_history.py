"""The history that the demo starts from, and who plays in it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from alerts.sanitise import sanitise
from roguewatch.simulation import Fleet
from roguewatch.simulation.casting import Casting
from roguewatch.simulation.extras import company
from roguewatch.simulation.habits import Habits
from roguewatch.simulation.part import Part
from roguewatch.simulation.shift import lead_up_to
from streams.events import ActionEvent
from streams.reading import History

from .benign import LEARNING_S
from .cannot_run import CannotRun
from .options import Options


class FleetHistory(msgspec.Struct, frozen=True):
    """Events in time order that end now, the rogue agents' parts, and what all agents usually do.

    Examples
    --------
    >>> FleetHistory([], [], {}).parts
    []
    """

    events: list[ActionEvent]
    parts: list[Part]
    habits: dict[str, Habits]

    @property
    def learned_at(self) -> float:
        """End of the third day."""
        return self.events[0].timestamp + LEARNING_S

    @property
    def agent_days(self) -> int:
        """Days on which an agent acted after the third, counted over agents."""
        learned_at = self.learned_at
        return len({(e.key, e.time.date()) for e in self.events if e.timestamp >= learned_at})


def make_history(options: Options, now: datetime, say: Callable[[str], None]) -> FleetHistory:
    """Simulate or read a history, move it to now, cast the incidents, and say what was added."""
    if options.history is None:
        start = now - timedelta(days=options.n_days)
        fleet = Fleet(options.seed, options.n_agents, start, options.n_days + 1)
        events = [event for event in fleet.events() if event.time <= now]
    else:
        events = _read(options, now, say)
    casting = _cast(events, options)
    for part in casting.parts:
        if part.is_added:
            say(f"{sanitise(part.key)} added to play {part.incident}: nobody in the history fits")
    more = company(events, options.seed)
    if more:
        n_agents = len({event.key for event in more})
        say(
            f"{n_agents} simulated agents added: fewer than 160 agents of this history acted in "
            "its last day, and the storm guard would hold back some of six stops within a minute"
        )
    everybody = [*events, *casting.added_events, *more]
    everybody.sort(key=lambda event: event.time)
    return FleetHistory(everybody, casting.parts, casting.habits)


def _cast(events: list[ActionEvent], options: Options) -> Casting:
    try:
        return Casting(events, options.seed)
    except ValueError as error:
        raise CannotRun(f"the history is too short: {error}") from error


def _read(options: Options, now: datetime, say: Callable[[str], None]) -> list[ActionEvent]:
    if options.history is None or not options.history.exists():
        raise CannotRun(f"history must be a file that exists; got {options.history}")
    history = History([options.history])
    events = lead_up_to(history.read(), now)
    for reason, n in history.report.bad.most_common(3):
        say(f"{n} records of the history left out: {sanitise(reason)}")
    if not events:
        raise CannotRun(
            f"history must hold events of several days; none was found in {options.history}"
        )
    say(f"{len(events):,} events moved by whole days to end now; what would lie later is cut")
    return events
