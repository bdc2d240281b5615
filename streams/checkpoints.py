"""Profiles to and from their topic: plain numbers in msgpack, with a checksum."""

import hashlib
import zlib
from typing import Final, TypeVar

import msgspec

from streams.snapshot_pointer import SnapshotPointer

PARTITION_KEY: Final = b"__part__"
"""Key of the partition's own record; an agent's key always has a slash."""

FORMAT: Final = 1

S = TypeVar("S", bound="ProfileState | PartitionState")


class BadCheckpoint(ValueError):
    """A record of the profiles topic that this version cannot read."""


class ProfileState(msgspec.Struct, frozen=True, array_like=True):
    """What one record of an agent says.

    `packed` maps baseline and version to bytes; `n_unscored` counts its events that the scorer
    failed on.
    """

    epoch: int
    last_offset: int
    hash_key_id: str
    packed: dict[str, bytes]
    n_unscored: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """The higher one counts, whatever the order in the topic: a zombie writes late."""
        return self.epoch, self.last_offset


class PartitionState(msgspec.Struct, frozen=True, array_like=True):
    """What the partition's own record says: all before `offset` is done and written."""

    epoch: int
    offset: int
    hash_key_id: str
    pointer: SnapshotPointer | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """The higher one counts, whatever the order in the topic."""
        return self.epoch, self.offset


class Sealed(msgspec.Struct, frozen=True, array_like=True):
    """The outside of a checkpoint record."""

    format: int
    crc32: int
    body: bytes


_encode = msgspec.msgpack.Encoder().encode
_open_sealed = msgspec.msgpack.Decoder(Sealed).decode
_profile_decoder = msgspec.msgpack.Decoder(ProfileState)
_partition_decoder = msgspec.msgpack.Decoder(PartitionState)


def encode_state(state: ProfileState | PartitionState) -> bytes:
    """The value of a checkpoint record.

    Examples
    --------
    >>> state = ProfileState(epoch=3, last_offset=41, hash_key_id="ab", packed={"rate@1": b"x"})
    >>> decode_profile(encode_state(state)) == state
    True
    >>> decode_profile(encode_state(state)[:-1] + b"?")
    Traceback (most recent call last):
        ...
    streams.checkpoints.BadCheckpoint: a checkpoint's checksum must hold; it does not
    """
    body = _encode(state)
    return _encode(Sealed(FORMAT, zlib.crc32(body), body))


def decode_profile(value: bytes) -> ProfileState:
    """An agent's state; raises `BadCheckpoint`."""
    return _decode(value, _profile_decoder)


def decode_partition(value: bytes) -> PartitionState:
    """A partition's state; raises `BadCheckpoint`."""
    return _decode(value, _partition_decoder)


def hash_key_id(hash_key: bytes) -> str:
    """Tells which secret the hashes in a profile were made with, without telling the secret."""
    return hashlib.sha256(b"roguewatch hash key\0" + hash_key).hexdigest()[:16]


def _decode(value: bytes, decoder: msgspec.msgpack.Decoder[S]) -> S:
    try:
        sealed = _open_sealed(value)
        if sealed.format != FORMAT:
            raise BadCheckpoint(f"a checkpoint's format must be {FORMAT}; got {sealed.format}")
        if zlib.crc32(sealed.body) != sealed.crc32:
            raise BadCheckpoint("a checkpoint's checksum must hold; it does not")
        return decoder.decode(sealed.body)
    except msgspec.DecodeError as error:
        raise BadCheckpoint(f"a checkpoint must be msgpack of its shape; {error}") from None
