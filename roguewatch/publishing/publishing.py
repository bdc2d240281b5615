"""Publish a configuration, and take one back."""

from collections.abc import Sequence

from alerts.keys import KeyRing
from detectors.config import Config
from streams.events import ActionEvent
from streams.snapshots.config_topic import publish_config, read_configs
from streams.snapshots.published_config import PublishedConfig

from .preparing import measure, prepare


async def newest(bootstrap_servers: str, keys: KeyRing) -> PublishedConfig | None:
    """The published configuration that counts."""
    found = await read_configs(bootstrap_servers, keys)
    return found[-1] if found else None


async def publish(
    bootstrap_servers: str,
    keys: KeyRing,
    config: Config,
    *,
    own: Config,
    by: str,
    reason: str,
    time: float,
    events: Sequence[ActionEvent] = (),
    is_uncalibrated: bool = False,
) -> PublishedConfig:
    """Check, calibrate, sign and write the next version.

    Parameters
    ----------
    own
        What workers have in their files: in force while nothing is published.
    events
        History in time order to calibrate changed detectors on.
    is_uncalibrated
        Publish without a calibration all the same.

    Raises
    ------
    ValueError
        If it is refused; says why.
    """
    last = await newest(bootstrap_servers, keys)
    in_force = own if last is None or last.config is None else last.config
    if keys.hash_key is None and events:
        raise ValueError("keys must have the hash key, with which a history is read")
    calibration = measure(config, events, keys.hash_key or b"") if events else None
    published = prepare(
        config,
        by=by,
        reason=reason,
        time=time,
        before=in_force,
        version=1 if last is None else last.version + 1,
        calibration={} if calibration is None and is_uncalibrated else calibration,
    )
    await publish_config(bootstrap_servers, keys, published)
    return published


async def rollback(
    bootstrap_servers: str,
    keys: KeyRing,
    *,
    by: str,
    reason: str,
    time: float,
    to: int | None = None,
) -> PublishedConfig:
    """Publish an earlier version once more, as the next one.

    Parameters
    ----------
    to
        Which one; the one before the newest when not given. 0 hands workers back to their files.

    Raises
    ------
    ValueError
        If there is nothing to go back to.
    """
    found = {one.version: one for one in await read_configs(bootstrap_servers, keys)}
    if not found:
        raise ValueError("nothing was published: there is nothing to go back to")
    last = max(found)
    wanted = max((n for n in found if n < last), default=0) if to is None else to
    if wanted and wanted not in found:
        raise ValueError(f"version must be one of {[0, *sorted(found)]}; got {wanted}")
    earlier = found.get(wanted)
    published = PublishedConfig(
        version=last + 1,
        config=None if earlier is None else earlier.config,
        calibration={} if earlier is None else earlier.calibration,
        by=by,
        reason=f"back to {wanted}: {reason}",
        time=time,
    )
    await publish_config(bootstrap_servers, keys, published)
    return published
