"""One session in twenty numbers of a byte each: what a model of whole sessions sees of it."""

from math import cos, log1p, log2, pi, sin

from .changes import FAMILY, NO_TARGET
from .features import ACTIONS, Action
from .session import Session

_LN_HOUR = log1p(3_600.0)
_ANGLE = 2.0 * pi / 24.0
_CLOCK = [(0.5 + 0.5 * sin(_ANGLE * hour), 0.5 + 0.5 * cos(_ANGLE * hour)) for hour in range(24)]
_SHARED: tuple[Action, ...] = ("read", "write", "delete", "send", "execute")
_SHARES = tuple(ACTIONS.index(action) for action in _SHARED)
_PAY, _AUTH, _ADMIN = (ACTIONS.index(action) for action in ("pay", "auth", "admin"))

NAMES = (
    *("events", "duration", "tools", "targets", "verbs"),
    *(f"{action}_share" for action in _SHARED),
    *("rights_share", "new_share", "reads_after", "failed_share", "items", "bytes"),
    *("hour_sin", "hour_cos", "secrets", "irreversible"),
)
"""Length, breadth, what was touched and how new it was, outcome, size, when, and what matters."""


def to_vector(session: Session) -> bytes:
    """The session so far; shares of verbs and of new things are of its first touches.

    Examples
    --------
    >>> vector = to_vector(Session(0.0))
    >>> len(vector) == len(NAMES), vector[NAMES.index("events")]
    (True, 0)
    """
    n, touched = session.n_events or 1, session.touched
    verbs, tools, targets = [0] * len(ACTIONS), set(), set()
    n_new = 0
    for verb, level, tool, target, _, _ in touched.values():
        verbs[verb] += 1
        tools.add(tool)
        targets.add(target)
        if FAMILY <= level != NO_TARGET:
            n_new += 1
    total = len(touched) or 1
    lasted = session.last - session.start
    numbers = (
        log2(1 + session.n_events) / 12.0,
        log1p(lasted if lasted > 0.0 else 0.0) / _LN_HOUR,
        log2(1 + len(tools)) / 6.0,
        log2(1 + len(targets)) / 6.0,
        session.verbs.bit_count() / len(ACTIONS),
        *[verbs[verb] / total for verb in _SHARES],
        (verbs[_PAY] + verbs[_AUTH] + verbs[_ADMIN]) / total,
        n_new / total,
        session.n_reads_after / n,
        session.n_failed / n,
        log1p(session.n_items) / 16.0,
        log1p(session.n_bytes) / 24.0,
        *_CLOCK[session.hour % 24],
        session.n_secrets / 4.0,
        session.n_irreversible / 8.0,
    )
    return bytes([255 if number >= 1.0 else int(255.0 * number + 0.5) for number in numbers])
