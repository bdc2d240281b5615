"""When an open command is sent again, and when somebody is told that it is still open."""

import random
from collections.abc import Iterable
from typing import Literal

import msgspec

from alerts.ledger import Entry

Urgency = Literal["second channel", "page"]


def is_lapsed(entry: Entry, now: float) -> bool:
    """Whether a command has run out: nobody can confirm it any more, and nobody needs to."""
    end = entry.command.not_after
    return end is not None and now >= end


class Overdue(msgspec.Struct, frozen=True):
    """A command that is still not confirmed, and who has to hear of it."""

    entry: Entry
    urgency: Urgency
    age_s: float


class _Sent(msgspec.Struct):
    wait_s: float
    next_time: float
    n_told: int = 0


class Outbox:
    """Sends for ever: a stop that nobody confirms is never given up.

    The pause doubles up to a limit and carries jitter, so that many open commands do not come at
    once to an enforcer that has just returned.

    Parameters
    ----------
    rng
        Source of the jitter.
    first_s, most_s
        The first pause and the longest one.
    second_channel_s, page_s
        How long after it was issued an open command is told of.

    Examples
    --------
    >>> Outbox(random.Random(1)).due([], now=0.0), Outbox(random.Random(1)).overdue([], now=0.0)
    ([], [])
    """

    def __init__(
        self,
        rng: random.Random,
        first_s: float = 1.0,
        most_s: float = 60.0,
        second_channel_s: float = 10.0,
        page_s: float = 60.0,
    ) -> None:
        if not 0 < first_s <= most_s:
            raise ValueError(f"first_s must be positive and at most most_s; got {first_s!r}")
        self.first_s = first_s
        self.most_s = most_s
        self._steps: tuple[tuple[float, Urgency], ...] = (
            (second_channel_s, "second channel"),
            (page_s, "page"),
        )
        self._rng = rng
        self._sent: dict[tuple[str, tuple[int, int]], _Sent] = {}

    def due(self, open_entries: Iterable[Entry], now: float) -> list[Entry]:
        """Return the commands to publish again now; the others are forgotten or wait.

        What lapsed meanwhile is not sent: everybody would refuse it.
        """
        known, self._sent = self._sent, {}
        due: list[Entry] = []
        for entry in open_entries:
            if is_lapsed(entry, now):
                continue
            name = (entry.command.key, entry.command.order)
            sent = known.get(name) or _Sent(self.first_s, now + self._jittered(self.first_s))
            self._sent[name] = sent
            if now >= sent.next_time:
                sent.wait_s = min(2 * sent.wait_s, self.most_s)
                sent.next_time = now + self._jittered(sent.wait_s)
                due.append(entry)
        return due

    def overdue(self, open_entries: Iterable[Entry], now: float) -> list[Overdue]:
        """Return what has to be told now, each step once."""
        told: list[Overdue] = []
        for entry in open_entries:
            sent = self._sent.get((entry.command.key, entry.command.order))
            age_s = now - entry.command.issued_at
            while sent and sent.n_told < len(self._steps) and age_s >= self._steps[sent.n_told][0]:
                told.append(Overdue(entry, self._steps[sent.n_told][1], age_s))
                sent.n_told += 1
        return told

    def _jittered(self, wait_s: float) -> float:
        return wait_s * self._rng.uniform(0.8, 1.2)
