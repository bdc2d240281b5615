"""One session in twenty numbers of a byte each: what a model of whole sessions sees of it."""

import math

from .changes import FAMILY, NO_TARGET
from .features import ACTIONS, Action
from .session import Session

_LN_HOUR = math.log1p(3_600.0)
_ANGLE = 2.0 * math.pi / 24.0
_CLASS = {action: ACTIONS.index(action) for action in ACTIONS}
_SHARES: tuple[Action, ...] = ("read", "write", "delete", "send", "execute")
_RIGHTS = (_CLASS["pay"], _CLASS["auth"], _CLASS["admin"])

NAMES = (
    *("events", "duration", "tools", "targets", "verbs"),
    *(f"{action}_share" for action in _SHARES),
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
    n, touches = max(1, session.n_events), session.touched.values()
    verbs = [0] * len(ACTIONS)
    n_new = 0
    for verb, level, *_ in touches:
        verbs[verb] += 1
        n_new += FAMILY <= level != NO_TARGET
    total = max(1, len(touches))
    numbers = (
        math.log2(1 + session.n_events) / 12.0,
        math.log1p(max(0.0, session.last - session.start)) / _LN_HOUR,
        math.log2(1 + len({touch[2] for touch in touches})) / 6.0,
        math.log2(1 + len({touch[3] for touch in touches})) / 6.0,
        session.verbs.bit_count() / len(ACTIONS),
        *(verbs[_CLASS[action]] / total for action in _SHARES),
        sum([verbs[verb] for verb in _RIGHTS]) / total,
        n_new / total,
        session.n_reads_after / n,
        session.n_failed / n,
        math.log1p(session.n_items) / 16.0,
        math.log1p(session.n_bytes) / 24.0,
        0.5 + 0.5 * math.sin(_ANGLE * session.hour),
        0.5 + 0.5 * math.cos(_ANGLE * session.hour),
        session.n_secrets / 4.0,
        session.n_irreversible / 8.0,
    )
    return bytes([round(255.0 * min(1.0, number)) for number in numbers])
