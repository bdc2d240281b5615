"""One line of the issuer's write-ahead ledger."""

from typing import Literal

import msgspec

from .command import Command, read_unverified
from .decision import Decision
from .keys import BadSignature, KeyRing
from .stop_request import StopRequest

TYP = "roguewatch-ledger+jwt"
Kind = Literal["start", "command", "denied", "held", "released", "containment"]
ContainmentState = Literal["pending", "contained", "partial", "failed"]
Bucket = Literal["share", "direct"]
N_DECIDED = 64


class LedgerRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision with all that must survive compaction: the newest record of a key says it all.

    `epoch` is the offset of the issuer's own start record (-1 in that record itself). `command` is
    the whole signed token, so that it can be published again byte for byte. `guard_time` is when,
    in event time, the storm guard counted this subject in `bucket`. `decided` lists the requests
    about the subject that were answered last, so that a repeated one is recognised after a
    reinstate.
    """

    kind: Kind
    epoch: int = -1
    request_id: str = ""
    request_offset: int = -1
    request: StopRequest | None = None
    decision: Decision | None = None
    command: str | None = None
    containment: ContainmentState | None = None
    confirmed: dict[str, str] = {}
    guard_time: float | None = None
    bucket: Bucket | None = None
    decided: tuple[str, ...] = ()
    time: float

    def __post_init__(self) -> None:
        if self.kind in ("command", "containment") and self.command is None:
            raise ValueError(f"command must be the whole token in a record of kind {self.kind!r}")
        if self.kind in ("denied", "held", "released") and not self.request_id:
            raise ValueError(f"request_id must be given in a record of kind {self.kind!r}")

    @property
    def key(self) -> str:
        """The Kafka key; shadow commands have one of their own, or they would bury live ones."""
        if self.kind == "start":
            return "start"
        command = self.read_command()
        if command is None:
            return f"request/{self.request_id}"
        return f"{'subject' if command.is_live else 'shadow'}/{command.key}"

    def read_command(self) -> Command | None:
        """Return the command in this record; the record's own signature vouches for it."""
        if self.kind not in ("command", "containment") or self.command is None:
            return None
        return read_unverified(self.command)


def encode_record(record: LedgerRecord, keys: KeyRing) -> str:
    """Sign a record as the issuer."""
    return keys.sign(msgspec.json.encode(record), "issuer", TYP)


def decode_record(token: str | bytes, keys: KeyRing) -> LedgerRecord:
    """Verify and return a record; raises `BadSignature`: nobody else's record counts.

    Examples
    --------
    >>> ring = KeyRing.generate()
    >>> start = LedgerRecord(kind="start", time=60.0)
    >>> decode_record(encode_record(start, ring), ring) == start
    True
    """
    payload = keys.verify(token, {"issuer"}, TYP)
    try:
        return msgspec.json.decode(payload, type=LedgerRecord)
    except msgspec.DecodeError as error:
        raise BadSignature(f"record must be one of the ledger; {error}") from None
