"""Decide a decision record again: same profile, event, snapshot and configuration, same risk."""

import msgspec

from detectors.config import Config

from .assessing.assessment import Assessment
from .events import ActionEvent
from .monitor import Monitor
from .profiles import ProfileStore
from .snapshot import Snapshot


class DecisionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in an alert's `record`.

    Parameters
    ----------
    profile
        The agent's profile when the event had been scored and not yet learned.
    event
        The event that was decided about.
    time
        The time it was judged at, in seconds.
    config_hash, snapshot_version
        The configuration and the snapshot it was judged by.
    """

    profile: dict[str, bytes]
    event: ActionEvent
    time: float
    config_hash: str
    snapshot_version: int


class CannotDecide(ValueError):
    """What is at hand is not what the decision was made with."""


def open_record(record: bytes) -> DecisionRecord:
    """Read an alert's record; raises `CannotDecide` for bytes that are none."""
    try:
        return msgspec.msgpack.decode(record, type=DecisionRecord)
    except msgspec.DecodeError as error:
        raise CannotDecide(f"an alert's record must be a decision record; {error}") from None


def decide_again(
    record: DecisionRecord, config: Config, snapshot: Snapshot, hash_key: bytes
) -> Assessment:
    """The assessment that the record's alert came from.

    Raises
    ------
    CannotDecide
        If the configuration or the snapshot is another one; says which.
    """
    if config.hash != record.config_hash:
        raise CannotDecide(
            f"the configuration must be {record.config_hash}, which decided; got {config.hash}"
        )
    if snapshot.version != record.snapshot_version:
        raise CannotDecide(
            f"the snapshot must be {record.snapshot_version}, which decided; got {snapshot.version}"
        )
    profiles = ProfileStore()
    profiles.put(record.event.key, record.profile, -1)
    return Monitor(config, hash_key, profiles, snapshot).decide_again(record.event, record.time)
