"""One session of an agent while it lives: its last four calls, and the run of repeats it is in."""

from typing import Any, Final

from mypy_extensions import i64, mypyc_attr

from .features import Features

QUIET_S: Final = 600.0
_NO_CALL: Final = -1


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class LiveRepeats:
    """The last four calls, latest first, and how long they have been repeating themselves.

    Figures have names of their own, and the calls, too: compiled, each is a machine word.

    Parameters
    ----------
    start
        When the session began, in seconds.
    latest
        Its first call, as `same_call` tells it.

    Examples
    --------
    >>> live = LiveRepeats(0.0, 9)
    >>> live.period_of(9), live.period_of(8)
    (1, 0)
    >>> live.push(8)
    >>> live.period_of(9), live.period_of(8)
    (2, 1)
    """

    __slots__ = ("_fourth", "_second", "_third", "last", "latest", "period", "run", "start", "tool")

    def __init__(self, start: float, latest: int) -> None:
        self.last = start
        """Time of the last call."""
        self.start = start
        """Time of the run's first call."""
        self.period = 0
        """Calls after which the run repeats itself."""
        self.run = 0
        """Calls in the run; 0 outside of one."""
        self.tool = 0
        """Tool of the run's last call."""
        self.latest = latest
        """The last call."""
        self._second = self._third = self._fourth = _NO_CALL

    def is_quiet(self, time: float) -> bool:
        """Whether an event at this time belongs to a later session."""
        return time - self.last > QUIET_S

    def period_of(self, call: int) -> int:
        """How many calls ago the same one was made, at most four; 0 if it was not."""
        if call == self.latest:
            return 1
        if call == self._second:
            return 2
        if call == self._third:
            return 3
        return 4 if call == self._fourth else 0

    def push(self, call: int) -> None:
        """Take one call in."""
        self._fourth, self._third = self._third, self._second
        self._second, self.latest = self.latest, call

    def pack(self) -> list[Any]:
        calls = [self.latest, self._second, self._third, self._fourth]
        calls = [call for call in calls if call != _NO_CALL]
        return [self.last, self.start, self.period, self.run, self.tool, calls]

    @classmethod
    def unpack(cls, packed: list[Any]) -> "LiveRepeats":
        last, start, period, run, tool, calls = packed
        live = cls(last, _NO_CALL)
        for call in reversed(calls):
            live.push(call)
        live.start, live.period, live.run, live.tool = start, period, run, tool
        return live


def same_call(x: Features) -> int:
    """A call with what came of it, as 32 bits: equal ones make no progress."""
    outcome = x.outcome
    if outcome == "failure" or outcome == "denied":
        return x.pair
    return _mixed(x.pair, x.n_items & 0xFFFF_FFFF, x.n_bytes & 0xFFFF_FFFF)


def _mixed(pair: i64, n_items: i64, n_bytes: i64) -> i64:
    # 0x9E37_79B1 and 0x85EB_CA77 less 2**32: the same low bits, and products that fit a word.
    return ((pair ^ n_items * -0x61C8_864F ^ n_bytes * -0x7A14_3589) + 1) & 0xFFFF_FFFF
