"""What became of every record of the files that were read."""

import re
from collections import Counter

from streams.bad_event import BadEvent
from streams.sources import Skipped

_MOST_REASONS = 50
_MOST_EXAMPLES = 10
# What differs between two records with the same fault.
_DETAIL = re.compile(r"; got .*| \(byte \d+\)| at byte \d+", re.DOTALL)


class Report:
    """Counts of events, of records without an agent or action, and of bad ones, by reason.

    Reasons come from the records: beyond 50 different ones, more count as one, so that a file
    made for it cannot fill the memory.

    Examples
    --------
    >>> report = Report()
    >>> report.add_bad("a.jsonl:3", BadEvent("syntax", "JSON is malformed (byte 7)"))
    >>> report.add_skipped(Skipped("the root user of the account"))
    >>> report.bad, report.skipped
    (Counter({'syntax: JSON is malformed': 1}), Counter({'the root user of the account': 1}))
    >>> report.examples
    ['a.jsonl:3: syntax: JSON is malformed (byte 7)']
    """

    def __init__(self) -> None:
        self.n_files = 0
        self.n_ignored_files = 0
        self.n_events = 0
        self.by_source: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.no_action: Counter[str] = Counter()
        self.bad: Counter[str] = Counter()
        self.examples: list[str] = []

    def add_event(self, source: str) -> None:
        self.n_events += 1
        self.by_source[source] += 1

    def add_stray(self, event_id: str, time: str) -> None:
        """Take back an event that was read, for its time is far from all others."""
        self.n_events -= 1
        reason = f"an event's time must be near those of the others; got {time}"
        self.add_bad(event_id[:80], BadEvent("time", reason))

    def add_skipped(self, skipped: Skipped) -> None:
        _count(self.skipped if skipped.is_action else self.no_action, skipped.reason)

    def add_bad(self, place: str, error: BadEvent) -> None:
        _count(self.bad, f"{error.stage}: {_DETAIL.sub('', error.reason)}")
        if len(self.examples) < _MOST_EXAMPLES:
            self.examples.append(f"{place}: {error}")


def _count(counts: Counter[str], reason: str) -> None:
    counts[reason if reason in counts or len(counts) < _MOST_REASONS else "other reasons"] += 1
