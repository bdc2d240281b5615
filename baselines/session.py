"""One session of an agent while it lives."""

from typing import Any, Final

from mypy_extensions import mypyc_attr

from .changes import NEW, PEERS_FAMILY
from .features import ACTIONS, Features
from .touch import Touch
from .touches import pack_touches, unpack_touches

MAX_TOUCHES: Final = 64
MAX_NOUNS: Final = 64
MOST_AGAIN: Final = 4
"""Deletes of a session that destroy nothing more: beyond, the one name may hold many objects."""

_NEW_FAMILY: Final = frozenset((PEERS_FAMILY, NEW))
_FAILED: Final = frozenset(("failure", "denied"))
_READ: Final = ACTIONS.index("read")
_OTHER: Final = ACTIONS.index("other")
_DELETE: Final = ACTIONS.index("delete")
# Who deletes or overwrites a secret does not have it.
_OBTAINING: Final = frozenset(map(ACTIONS.index, ("read", "execute", "auth", "other")))


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class Session:
    """What happened so far between one start and ten quiet minutes, or one hour.

    Events of one session depend on each other, so it is the unit of evidence: each stream keeps
    only the largest statistic it has shown (`peaks`), and what was touched is learned at the end.
    """

    __slots__ = (
        "broad_tools",
        "excess",
        "failed",
        "hour",
        "is_changed",
        "is_destroying",
        "last",
        "log_e",
        "log_e_stop",
        "n_again",
        "n_bytes",
        "n_events",
        "n_failed",
        "n_irreversible",
        "n_items",
        "n_large",
        "n_reads_after",
        "n_secrets",
        "n_trashed",
        "nouns",
        "peaks",
        "runs",
        "spoke",
        "start",
        "touched",
        "u1",
        "u2",
        "verbs",
    )

    def __init__(self, start: float) -> None:
        self.start = self.last = start
        self.n_events = 0
        self.touched: dict[int, Touch] = {}
        """Pair to its first touch."""
        self.nouns: set[int] = set()
        self.is_changed = False
        self.n_reads_after = 0
        """Reading calls since the first change: an agent led astray goes back to its job."""
        self.u1 = self.u2 = 0.0
        """The two oddest changes so far."""
        self.peaks: dict[int, float] = {}
        """Slot (detector and verb class) to its largest statistic, in nats."""
        self.runs: dict[int, float] = {}
        """Slot of a plug-in to its run of odd events, as it stands now, in nats."""
        self.spoke = 0
        """Bits of the streams that had something to say, odd or not."""
        self.verbs = 0
        """Bits of the verb classes used."""
        self.log_e = self.log_e_stop = 0.0
        """Evidence of this session, and of its promoted detectors alone, in nats."""
        self.hour = -1
        self.n_secrets = 0
        """Secrets obtained of a family the agent never touched."""
        self.n_irreversible = 0
        """Irreversible calls, neither approved nor announced, nor retries, nor of what is gone."""
        self.n_again = 0
        """Deletes of what this session had deleted before."""
        self.n_trashed = 0
        """Deletes that can be undone, as to a trash, of the same kind."""
        self.is_destroying = False
        """The last call was irreversible."""
        self.n_failed = self.n_items = self.n_bytes = 0
        """Calls that failed or were denied, and what all calls moved."""
        self.broad_tools: set[int] = set()
        """Tools that took many objects at once, apart in production and elsewhere."""
        self.n_large = 0
        """Calls that moved far more than such calls usually do."""
        self.excess = 0.0
        """How far they did, in sigmas, all together."""
        self.failed: dict[int, None] = {}
        """Pairs whose last call failed: the same call again is a retry."""

    def has_looked_at(self, target: int) -> bool:
        """Whether a reading call touched this target before; 0 is no target."""
        if not target:
            return False
        for touch in self.touched.values():
            if touch.target == target and touch.verb in (_READ, _OTHER):
                return True
        return False

    def has_deleted(self, x: Features) -> bool:
        """Whether a call deletes what this session deleted before, by the same tool and name.

        What is gone cannot be destroyed again, unless it was made anew: so something else was done
        in between. Where deletes follow one another the name holds more than one object, as where
        there is none, where it says that it is everything or the call that it takes several. Names
        of many objects may be visited in turn too; so only the first few repeats are believed.
        """
        first = self.touched.get(x.pair)
        return (
            first is not None
            and first.verb == x.verb == _DELETE
            and x.target != 0
            and x.n_items <= 1
            and not (x.is_broad and not x.by_tool)
            and not self.is_destroying
            and self.n_again < MOST_AGAIN
        )

    def learn_one(self, x: Features) -> None:
        """Take one event in."""
        time, verb, is_irreversible = x.time, x.verb, x.is_irreversible
        if time > self.last:
            self.last = time
        self.n_events += 1
        self.n_items += x.n_items
        self.n_bytes += x.n_bytes
        if x.excess:
            self.n_large += 1
            self.excess += x.excess
        if x.is_secret and verb in _OBTAINING and x.level in _NEW_FAMILY:
            self.n_secrets += 1
        self.is_destroying = is_irreversible
        if is_irreversible or verb == _DELETE:
            self._learn_destroyed(x)
        self._learn_outcome(x)
        broad_tool = x.broad_tool
        if broad_tool and len(self.broad_tools) < MAX_TOUCHES:
            self.broad_tools.add(broad_tool)
        if x.is_changing:
            self._learn_change(x.u or 0.0)
        elif self.is_changed:
            self.n_reads_after += 1
        level = x.level
        if level is not None:
            self._learn_touch(x, verb, level)

    def _learn_change(self, u: float) -> None:
        self.is_changed = True
        if u > self.u1:
            self.u1, self.u2 = u, self.u1
        elif u > self.u2:
            self.u2 = u

    def _learn_touch(self, x: Features, verb: int, level: int) -> None:
        """Take a first touch in; what its tool is about is known from then on."""
        nouns = self.nouns
        if len(nouns) < MAX_NOUNS:
            for noun in x.nouns:
                nouns.add(noun)
        if len(self.touched) < MAX_TOUCHES:
            self.touched[x.pair] = Touch(verb, level, x.tool, x.target, x.class_target, x.prefix)

    def _learn_outcome(self, x: Features) -> None:
        """Count a failure; the same call again is a retry until it works."""
        failed = self.failed
        if x.outcome in _FAILED:
            self.n_failed += 1
            if x.target and len(failed) < MAX_TOUCHES:
                failed[x.pair] = None
        elif failed:
            failed.pop(x.pair, None)

    def _learn_destroyed(self, x: Features) -> None:
        if x.is_approved or x.is_retry or x.is_planned:
            return
        if not x.is_irreversible:
            self.n_trashed += 1
        elif x.is_again:
            self.n_again += 1
        else:
            self.n_irreversible += 1

    def pack(self) -> list[Any]:
        # Where nothing is plugged in, nothing is said of it.
        runs = [list(self.runs.items())] if self.runs else []
        return [
            *(self.start, self.last, self.n_events, self.is_changed, self.n_reads_after),
            *(self.u1, self.u2, self.log_e, self.log_e_stop, self.hour, self.spoke),
            *(self.verbs, self.n_secrets, self.n_irreversible, sorted(self.nouns)),
            pack_touches(self.touched),
            # In their own order: evidence is summed in it, and a restored sum has the same bits.
            list(self.peaks.items()),
            sorted(self.broad_tools),
            *(self.n_failed, _cut(self.n_items), _cut(self.n_bytes)),
            *(list(self.failed), self.n_large, self.excess, self.n_again),
            *(self.n_trashed, self.is_destroying),
            *runs,
        ]

    @classmethod
    def unpack(cls, packed: list[Any]) -> "Session":
        session = cls(packed[0])
        (session.last, session.n_events, session.is_changed, session.n_reads_after) = packed[1:5]
        (session.u1, session.u2, session.log_e, session.log_e_stop) = packed[5:9]
        (session.hour, session.spoke, session.verbs, session.n_secrets) = packed[9:13]
        session.n_irreversible = packed[13]
        session.nouns = set(packed[14])
        session.touched = unpack_touches(packed[15])
        session.peaks = dict(packed[16])
        session.broad_tools = set(packed[17])
        session.n_failed, session.n_items, session.n_bytes = packed[18:21]
        session.failed = dict.fromkeys(packed[21])
        session.n_large, session.excess, session.n_again = packed[22:25]
        session.n_trashed, session.is_destroying = packed[25:27]
        session.runs = dict(packed[27]) if len(packed) > 27 else {}
        return session


def _cut(n: int) -> int:
    """As much as a packed number can hold."""
    return min(n, 2**62)
