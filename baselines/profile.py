"""All baselines of one agent, or of its peers."""

from functools import cache
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec

from .base import Baseline, Packed

B = TypeVar("B", bound=Baseline)

_encode = msgspec.msgpack.Encoder().encode
_decode: msgspec.msgpack.Decoder[Packed] = msgspec.msgpack.Decoder(list)


@cache
def _key(kind: type[Baseline]) -> str:
    """What a baseline is called in a packed profile."""
    return f"{kind.name}@{kind.version}"


class Profile(dict[type[Baseline], Baseline]):
    """The baselines of one agent by class, each made on first use.

    Parameters of baselines are their defaults; a changed default raises the baseline's `version`,
    so adding or changing one never invalidates another: states nobody here can read are kept and
    written back untouched.

    Examples
    --------
    >>> from baselines import RateBaseline
    >>> profile = Profile()
    >>> profile[RateBaseline].learn_one({"time": 0.0, "verb": 0})
    >>> again = Profile.unpack(profile.pack())
    >>> again[RateBaseline].n_calls(0, 0.0)
    1.0
    """

    __slots__ = ("last_offset", "unread")

    def __init__(self) -> None:
        super().__init__()
        self.last_offset = -1
        """Kafka offset of the last event learned; replay skips what is not higher."""
        self.unread: dict[str, bytes] = {}

    if TYPE_CHECKING:
        # A dict's own subscription runs at C speed on every event; this only tells mypy its type.
        def __getitem__(self, kind: type[B], /) -> B: ...

    def __missing__(self, kind: type[B]) -> B:
        baseline = kind()
        packed = self.unread.pop(_key(kind), None)
        if packed is not None:
            baseline.unpack(_decode.decode(packed))
        self[kind] = baseline
        return baseline

    def pack(self) -> dict[str, bytes]:
        """Map `name@version` to msgpack bytes, sorted: equal states are equal bytes."""
        packed = {_key(kind): _encode(baseline.pack()) for kind, baseline in self.items()}
        return dict(sorted((self.unread | packed).items()))

    @classmethod
    def unpack(cls, packed: dict[str, bytes]) -> Self:
        """A profile from `pack`; each baseline is decoded when it is first asked for."""
        profile = cls()
        profile.unread = dict(packed)
        return profile

    def peek(self, kind: type[B]) -> B | None:
        """Return this baseline if there is one; unlike a subscription, it makes none."""
        if kind in self or _key(kind) in self.unread:
            return self[kind]
        return None

    def merge(self, other: "Profile", kinds: tuple[type[Baseline], ...]) -> None:
        """Take another agent's baselines of these kinds in; the other stays as it is."""
        for kind in kinds:
            theirs = other.peek(kind)
            if theirs is not None:
                self[kind].merge_one(theirs)
