"""Decide an alert's record again, with what it was decided with."""

from collections.abc import Iterable

from detectors.config import Config
from streams.decide_again import CannotDecide, decide_again, open_record
from streams.snapshot import Snapshot

from .told import Told


def again_line(
    told: Told, configs: Iterable[Config], snapshots: Iterable[Snapshot], hash_key: bytes
) -> tuple[bool, str]:
    """Whether the record gives its risk once more, and a sentence that says so.

    Parameters
    ----------
    told
        An alert with a record.
    configs, snapshots
        What is at hand; the ones that decided are looked for.
    hash_key
        The worker's.

    Raises
    ------
    CannotDecide
        If the record cannot be read, or what it was decided with is not at hand; says which.
    """
    if told.breakdown is None:
        raise CannotDecide("the end of an incident is no decision")
    record = open_record(told.record)
    config = next((c for c in configs if c.hash == record.config_hash), None)
    if config is None:
        raise CannotDecide(f"configuration {record.config_hash} must be at hand; it is not")
    versions = [s for s in snapshots if s.version == record.snapshot_version]
    if not versions:
        raise CannotDecide(f"snapshot {record.snapshot_version} must still be kept; it is not")
    risks = [decide_again(record, config, snapshot, hash_key).risk for snapshot in versions]
    if told.breakdown.risk in risks:
        return True, f"decided again: risk {told.breakdown.risk}, the same"
    return False, f"decided again: risk {risks[-1]}, NOT the {told.breakdown.risk} that was told"
