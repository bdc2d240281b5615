"""A configuration that an operator published: versioned, signed, with the calibration it needs."""

import msgspec

from alerts.keys import MAX_PAYLOAD_BYTES, KeyRing
from alerts.signed import BadSignature
from baselines import SessionPeaks
from baselines.base import Packed
from detectors.base import MAX_SLOTS
from detectors.config import Config
from detectors.registry import make_detectors
from detectors.weighing.slot_codes import is_changed, slot_code

from ..publication import Publication
from ..snapshot import Snapshot

TYP = "detector-config+jwt"


class PublishedConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One version of what all workers score by, in place of what stands in their files.

    Parameters
    ----------
    version
        Counts from 1; the highest one counts.
    config
        The configuration; `None` hands workers back to their own files.
    calibration
        By cohort, how odd benign sessions get to detectors whose parameters were changed: nobody
        in the stream has been measured with those yet.
    by, reason, time
        Who published it, why, and when.

    Examples
    --------
    >>> keys = KeyRing.generate()
    >>> published = PublishedConfig(version=3, config=Config(kappa=0.1), by="ana", reason="tuned")
    >>> open_config(sign_config(published, keys), keys) == published
    True
    """

    version: int
    config: Config | None
    calibration: dict[str, Packed] = {}
    by: str = ""
    reason: str = ""
    time: float = 0.0

    @property
    def key(self) -> bytes:
        """The record key: compaction keeps every version, for a rollback."""
        return str(self.version).encode()

    @property
    def publication(self) -> Publication:
        """What a snapshot carries of it."""
        return Publication(self.version, self.config, self.calibration)


def sign_config(published: PublishedConfig, keys: KeyRing) -> bytes:
    """The record's value: only an operator's key counts.

    Raises
    ------
    ValueError
        If it is too large to be signed: too many cohorts are calibrated at once.
    """
    payload = msgspec.json.encode(published)
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise ValueError(
            f"a published configuration must have at most {MAX_PAYLOAD_BYTES} bytes with its "
            f"calibration; got {len(payload)}"
        )
    return keys.sign(payload, "operator", TYP).encode()


def open_config(value: bytes, keys: KeyRing) -> PublishedConfig:
    """Verify a record; raises `BadSignature` for whatever is no valid configuration.

    What names an unknown detector, or parameters that make no sense, is none.
    """
    payload = keys.verify(value, {"operator"}, TYP)
    try:
        published = msgspec.json.decode(payload, type=PublishedConfig)
        check(published)
    except (msgspec.DecodeError, ValueError) as error:
        raise BadSignature(f"payload must be a published configuration; {error}") from None
    return published


def check(published: PublishedConfig) -> None:
    """Make its detectors and unpack its calibration once; raises `ValueError` where that fails."""
    if published.version < 1:
        raise ValueError(f"version must be at least 1; got {published.version}")
    if published.config is not None:
        make_detectors(published.config)
    for packed in published.calibration.values():
        try:
            SessionPeaks().unpack(packed)
        except (TypeError, ValueError) as error:
            raise ValueError(f"a calibration must be of session peaks; {error}") from None


def calibration_of(config: Config, snapshot: Snapshot) -> dict[str, Packed]:
    """What a rebuilt replay with this configuration says of detectors with changed parameters.

    Parameters
    ----------
    config
        The configuration that the replay ran with.
    snapshot
        Made of the replay's profiles.

    Examples
    --------
    >>> calibration_of(Config(), Snapshot())
    {}
    """
    codes = {slot_code(d) for d in make_detectors(config) if is_changed(d)}
    found = {}
    for name in snapshot.cohorts:
        peaks = snapshot.peaks(name)
        chosen = SessionPeaks()
        chosen.unpack(peaks.pack())
        chosen.counts = {
            slot: bins for slot, bins in peaks.counts.items() if slot // MAX_SLOTS in codes
        }
        if chosen.counts:
            found[name] = chosen.pack()
    return found
