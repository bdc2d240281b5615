"""The part of a snapshot that says what to score by."""

from typing import Self

import msgspec

from baselines import SessionPeaks
from baselines.base import Packed
from detectors.config import Config


class Publication(msgspec.Struct, frozen=True, dict=True):
    """A published configuration within a snapshot.

    Parameters
    ----------
    version
        Of the published configuration; 0 where none was ever published.
    config
        What to score by; `None` where a worker's own file counts.
    calibration
        By cohort, session maxima of detectors whose parameters were changed.

    Examples
    --------
    >>> publication = Publication(2, Config(kappa=0.1))
    >>> Publication.unpack(publication.pack()) == publication, Publication.unpack(b"").version
    (True, 0)
    """

    version: int = 0
    config: Config | None = None
    calibration: dict[str, Packed] = {}

    def peaks(self, cohort: str) -> SessionPeaks | None:
        """The session maxima published for a cohort."""
        packed = self.calibration.get(cohort)
        if packed is None:
            return None
        peaks = SessionPeaks()
        peaks.unpack(packed)
        return peaks

    def pack(self) -> bytes:
        """As bytes; equal publications are equal bytes."""
        return msgspec.msgpack.encode(self, order="deterministic") if self.version else b""

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """From `pack`.

        Raises
        ------
        msgspec.DecodeError
            If the bytes are no publication.
        """
        return msgspec.msgpack.decode(packed, type=cls) if packed else cls()
