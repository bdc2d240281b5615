"""All baselines of one agent, or of its peers."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, Self, TypeVar

from msgspec.msgpack import Decoder, Encoder

from .base import Baseline, Packed
from .binary import pack_all, unpack_all
from .changes import ChangesBaseline
from .days import DaysBaseline
from .hours import HoursBaseline
from .identity import IdentityBaseline
from .incident import IncidentState
from .intents import IntentsBaseline
from .membership import Membership
from .new_touches import NewTouches
from .outcome import OutcomeBaseline
from .rate import RateBaseline
from .recent_events import RecentEvents
from .sequence import SequenceBaseline
from .sessions import SessionsBaseline
from .symbol_table import SymbolTable, restore_symbols
from .volume import VolumeBaseline

B = TypeVar("B", bound=Baseline)

_decode: Callable[[bytes], Packed] = Decoder(list, ext_hook=partial(restore_symbols, [])).decode
_TABLE: Final = ""
"""Key of the symbols that several baselines keep."""


class Profile:
    """The baselines of one agent by class, each made on first use.

    Parameters of baselines are their defaults; a changed default raises the baseline's `version`,
    so adding or changing one never invalidates another: states nobody here can read are kept and
    written back as they are. Symbols that several of them have, as arrays, are written once.
    `profile.rate` is `profile[RateBaseline]`, found without a look-up: what every event asks for
    has such a name.

    Examples
    --------
    >>> from baselines import Features, RateBaseline
    >>> profile = Profile()
    >>> profile[RateBaseline].learn_one(Features(time=0.0, verb=0))
    >>> again = Profile.unpack(profile.pack())
    >>> again[RateBaseline].n_calls(0, 0.0)
    1.0
    """

    __slots__ = (
        "_changes",
        "_days",
        "_decode",
        "_gathered",
        "_gathered_kinds",
        "_hours",
        "_identity",
        "_incident",
        "_intents",
        "_made",
        "_membership",
        "_new_touches",
        "_outcome",
        "_rate",
        "_recent",
        "_sequence",
        "_sessions",
        "_volume",
        "last_offset",
        "unread",
    )

    def __init__(self) -> None:
        # Baselines by class. No dict of its own kind: its look-ups go a long way round, by name.
        self._made: dict[type[Baseline], Any] = {}
        self.last_offset = -1
        """Kafka offset of the last event learned; replay skips what is not higher."""
        self.unread: dict[str, bytes] = {}
        self._decode = _decode
        """Of `unread`: bytes to packed states."""
        self._gathered_kinds: tuple[type[Baseline], ...] = ()
        self._gathered: list[Baseline] = []
        self._changes: ChangesBaseline | None = None
        self._hours: HoursBaseline | None = None
        self._identity: IdentityBaseline | None = None
        self._incident: IncidentState | None = None
        self._days: DaysBaseline | None = None
        self._intents: IntentsBaseline | None = None
        self._membership: Membership | None = None
        self._new_touches: NewTouches | None = None
        self._recent: RecentEvents | None = None
        self._outcome: OutcomeBaseline | None = None
        self._rate: RateBaseline | None = None
        self._sequence: SequenceBaseline | None = None
        self._sessions: SessionsBaseline | None = None
        self._volume: VolumeBaseline | None = None

    def __getitem__(self, kind: type[B]) -> B:
        made: B | None = self._made.get(kind)
        return self._make(kind) if made is None else made

    def _make(self, kind: type[B]) -> B:
        baseline = kind()
        packed = self.unread.pop(kind.key, None)
        if packed is not None:
            baseline.unpack(self._decode(packed))
        self._made[kind] = baseline
        return baseline

    def __setitem__(self, kind: type[B], baseline: B) -> None:
        self._made[kind] = baseline
        self._gathered_kinds = ()
        self._changes = self._hours = self._identity = self._incident = self._outcome = None
        self._days = self._intents = self._membership = self._new_touches = self._recent = None
        self._rate = self._sequence = self._sessions = self._volume = None

    @property
    def changes(self) -> ChangesBaseline:
        if self._changes is None:
            self._changes = self[ChangesBaseline]
        return self._changes

    @property
    def hours(self) -> HoursBaseline:
        if self._hours is None:
            self._hours = self[HoursBaseline]
        return self._hours

    @property
    def identity(self) -> IdentityBaseline:
        if self._identity is None:
            self._identity = self[IdentityBaseline]
        return self._identity

    @property
    def incident(self) -> IncidentState:
        if self._incident is None:
            self._incident = self[IncidentState]
        return self._incident

    @property
    def days(self) -> DaysBaseline:
        if self._days is None:
            self._days = self[DaysBaseline]
        return self._days

    @property
    def intents(self) -> IntentsBaseline:
        if self._intents is None:
            self._intents = self[IntentsBaseline]
        return self._intents

    @property
    def membership(self) -> Membership:
        if self._membership is None:
            self._membership = self[Membership]
        return self._membership

    @property
    def new_touches(self) -> NewTouches:
        if self._new_touches is None:
            self._new_touches = self[NewTouches]
        return self._new_touches

    @property
    def recent(self) -> RecentEvents:
        if self._recent is None:
            self._recent = self[RecentEvents]
        return self._recent

    @property
    def outcome(self) -> OutcomeBaseline:
        if self._outcome is None:
            self._outcome = self[OutcomeBaseline]
        return self._outcome

    @property
    def rate(self) -> RateBaseline:
        if self._rate is None:
            self._rate = self[RateBaseline]
        return self._rate

    @property
    def sequence(self) -> SequenceBaseline:
        if self._sequence is None:
            self._sequence = self[SequenceBaseline]
        return self._sequence

    @property
    def sessions(self) -> SessionsBaseline:
        if self._sessions is None:
            self._sessions = self[SessionsBaseline]
        return self._sessions

    @property
    def volume(self) -> VolumeBaseline:
        if self._volume is None:
            self._volume = self[VolumeBaseline]
        return self._volume

    def gather(self, kinds: tuple[type[Baseline], ...]) -> list[Baseline]:
        """The baselines of these kinds; where the same tuple was asked for last, found at once."""
        if self._gathered_kinds is not kinds:
            self._gathered = [self[kind] for kind in kinds]
            self._gathered_kinds = kinds
        return self._gathered

    def __contains__(self, kind: object) -> bool:
        return kind in self._made

    def __iter__(self) -> Iterator[type[Baseline]]:
        return iter(self._made)

    def pack(self) -> dict[str, bytes]:
        """Map each `Baseline.key` to msgpack bytes, sorted: equal states are equal bytes."""
        table = SymbolTable()
        encode, is_shortened = Encoder(enc_hook=table.shorten).encode, self._decode is not _decode
        states: dict[str, Baseline | bytes] = {kind.key: one for kind, one in self._made.items()}
        states |= self.unread
        packed = {}
        for key in sorted(states):
            state = states[key]
            if not isinstance(state, bytes):
                packed[key] = encode(state.pack())
            else:
                # Its symbols were told by their places in a table that is made anew.
                packed[key] = encode(self._decode(state)) if is_shortened else state
        symbols = table.symbols
        return {_TABLE: pack_all("I", symbols), **packed} if symbols else packed

    @classmethod
    def unpack(cls, packed: dict[str, bytes]) -> Self:
        """A profile from `pack`; each baseline is decoded when it is first asked for."""
        profile = cls()
        profile.unread = dict(packed)
        table = profile.unread.pop(_TABLE, None)
        if table is not None:
            restore = partial(restore_symbols, list(unpack_all("I", table)))
            profile._decode = Decoder(list, ext_hook=restore).decode
        return profile

    def peek(self, kind: type[B]) -> B | None:
        """Return this baseline if there is one; unlike a subscription, it makes none."""
        if kind in self._made or kind.key in self.unread:
            return self[kind]
        return None

    def merge(self, other: "Profile", kinds: tuple[type[Baseline], ...]) -> None:
        """Take another agent's baselines of these kinds in; the other stays as it is."""
        for kind in kinds:
            theirs = other.peek(kind)
            if theirs is not None:
                self[kind].merge_one(theirs)
