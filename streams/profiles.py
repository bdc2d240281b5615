"""All profiles of one partition: decoded while in use, packed bytes at rest."""

import hashlib
from collections.abc import Iterator

import msgspec

from baselines import Profile

_MAX_DECODED = 50_000


class UnpackableProfile(ValueError):
    """An agent's profile cannot be written; `key` is whose, and `why` what it was."""

    def __init__(self, key: str, why: Exception) -> None:
        self.key = key
        self.why = f"{type(why).__name__}: {why}"
        super().__init__(f"the profile of {key!r} must be packed; {self.why}")


class ProfileStore:
    """Profiles by agent key, made on first use; the least recently used rest as bytes.

    Parameters
    ----------
    max_decoded
        Profiles kept decoded.

    Examples
    --------
    >>> store = ProfileStore(max_decoded=1)
    >>> store["default/a"].last_offset = 7
    >>> _ = store["default/b"]
    >>> store["default/a"].last_offset, len(store)
    (7, 2)
    """

    def __init__(self, max_decoded: int = _MAX_DECODED) -> None:
        if max_decoded < 1:
            raise ValueError(f"max_decoded must be at least 1; got {max_decoded!r}")
        self.max_decoded = max_decoded
        self._decoded: dict[str, Profile] = {}
        self._resting: dict[str, tuple[int, dict[str, bytes]]] = {}

    def __len__(self) -> int:
        return len(self._decoded) + len(self._resting)

    def __contains__(self, key: str) -> bool:
        return key in self._decoded or key in self._resting

    def __getitem__(self, key: str) -> Profile:
        profile = self._decoded.get(key)
        if profile is not None:
            if len(self._decoded) >= self.max_decoded:
                # Only a full store has to know what was used last.
                self._decoded[key] = self._decoded.pop(key)
            return profile
        resting = self._resting.pop(key, None)
        if resting is None:
            profile = Profile()
        else:
            profile = Profile.unpack(resting[1])
            profile.last_offset = resting[0]
        self._decoded[key] = profile
        if len(self._decoded) > self.max_decoded:
            self._rest(next(iter(self._decoded)))
        return profile

    def put(self, key: str, packed: dict[str, bytes], last_offset: int) -> None:
        """Take a restored profile in, as bytes."""
        self._decoded.pop(key, None)
        self._resting[key] = (last_offset, packed)

    def packed(self, key: str) -> dict[str, bytes]:
        """One agent's profile as bytes; raises `UnpackableProfile`."""
        profile = self._decoded.get(key)
        return _pack(key, profile) if profile is not None else self._resting[key][1]

    def keys(self) -> list[str]:
        """All agents, sorted."""
        return sorted([*self._decoded, *self._resting])

    def items_sorted(self) -> Iterator[tuple[str, Profile]]:
        """Every profile in order of its key; resting ones stay at rest."""
        for key in self.keys():
            profile = self._decoded.get(key)
            yield key, profile if profile is not None else Profile.unpack(self._resting[key][1])

    def state_hash(self) -> str:
        """SHA-256 over agent ids and canonical profiles, sorted: equal states, equal hashes."""
        digest = hashlib.sha256()
        for key in self.keys():
            digest.update(msgspec.msgpack.encode((key, sorted(self.packed(key).items()))))
        return digest.hexdigest()

    def _rest(self, key: str) -> None:
        profile = self._decoded[key]
        self._resting[key] = (profile.last_offset, _pack(key, profile))
        del self._decoded[key]


def _pack(key: str, profile: Profile) -> dict[str, bytes]:
    try:
        return profile.pack()
    except MemoryError:
        raise
    except Exception as error:  # whatever a baseline raises, it is about this agent alone
        raise UnpackableProfile(key, error) from error
