"""One session in twenty numbers of a byte each: what a model of whole sessions sees of it."""

from math import cos, log1p, log2, pi, sin
from typing import Final

from .changes import FAMILY, NO_TARGET
from .features import ACTIONS, Action
from .session import Session
from .sizes import log_size

# Where this is compiled, another module's name is looked up at each use, unless it is bound once.
_log1p: Final = log1p
_log2: Final = log2
_LN_HOUR: Final = log1p(3_600.0)
_ANGLE: Final = 2.0 * pi / 24.0
_CLOCK: Final = [
    (0.5 + 0.5 * sin(_ANGLE * hour), 0.5 + 0.5 * cos(_ANGLE * hour)) for hour in range(24)
]
_SHARED: tuple[Action, ...] = ("read", "write", "delete", "send", "execute")
_SHARES: Final = [ACTIONS.index(action) for action in _SHARED]
_PAY: Final = ACTIONS.index("pay")
_AUTH: Final = ACTIONS.index("auth")
_ADMIN: Final = ACTIONS.index("admin")

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
    verbs, tools, targets = [0] * len(ACTIONS), set[int](), set[int]()
    n_new, last_tool, last_target = 0, -1, -1
    for touch in touched.values():
        verb, tool, target = touch.verb, touch.tool, touch.target
        # Compiled, `+= 1` on an item adds objects, and a set makes its numbers objects.
        verbs[verb] = verbs[verb] + 1
        if tool != last_tool:
            tools.add(tool)
            last_tool = tool
        if target != last_target:
            targets.add(target)
            last_target = target
        if FAMILY <= touch.level != NO_TARGET:
            n_new += 1
    total = len(touched) or 1
    hour_sin, hour_cos = _CLOCK[session.hour % 24]
    return bytes(
        [
            _byte(_log2(1 + session.n_events) / 12.0),
            _byte(_log1p(max(0.0, session.last - session.start)) / _LN_HOUR),
            _byte(_log2(1 + len(tools)) / 6.0),
            _byte(_log2(1 + len(targets)) / 6.0),
            _byte(session.verbs.bit_count() / len(ACTIONS)),
            *[_byte(verbs[verb] / total) for verb in _SHARES],
            _byte((verbs[_PAY] + verbs[_AUTH] + verbs[_ADMIN]) / total),
            _byte(n_new / total),
            _byte(session.n_reads_after / n),
            _byte(session.n_failed / n),
            _byte(log_size(session.n_items) / 16.0),
            _byte(log_size(session.n_bytes) / 24.0),
            _byte(hour_sin),
            _byte(hour_cos),
            _byte(session.n_secrets / 4.0),
            _byte(session.n_irreversible / 8.0),
        ]
    )


def _byte(number: float) -> int:
    return 255 if number >= 1.0 else int(255.0 * number + 0.5)
