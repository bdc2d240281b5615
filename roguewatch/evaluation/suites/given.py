"""Somebody else's history in the place of the simulated fleet."""

from datetime import timedelta

from roguewatch.recorded import recorded
from streams.events import ActionEvent

from .base import Options

FORMAT = (
    "in the place of the simulated fleet, a fleet's history in which nobody went rogue: a file or "
    "folder that `roguewatch replay` reads"
)
LEAST_DAYS = 10.0


def given_history(options: Options) -> list[ActionEvent] | None:
    """The history that `--data` names, in order of time; None where it names none.

    Raises
    ------
    ValueError
        If it is too short to learn from and to judge on.

    Examples
    --------
    >>> given_history(Options()) is None
    True
    """
    if options.data is None:
        return None
    events = recorded([options.data])
    span = events[-1].time - events[0].time
    if span < timedelta(days=LEAST_DAYS):
        days = span / timedelta(days=1)
        raise ValueError(
            f"{options.data} must hold {LEAST_DAYS:g} days of events at least; "
            f"got {len(events):,} events over {days:.1f} days"
        )
    return events
