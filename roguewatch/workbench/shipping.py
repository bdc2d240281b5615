"""From the notebook to the workers: calibrate a configuration, sign it, publish it."""

import getpass
import os
import time
from pathlib import Path

from msgspec.structs import replace

from alerts.keys import KeyRing
from detectors.config import Config
from roguewatch.publishing import measure, newest, prepare
from roguewatch.replaying.key import REPLAY_KEY
from streams.kafka.reachable import check_reachable
from streams.snapshots.config_topic import publish_config
from streams.snapshots.published_config import PublishedConfig

from .history import History, to_events
from .waiting import wait_for


def calibrated(
    history: History,
    config: Config,
    *,
    reason: str,
    by: str | None = None,
    hash_key: bytes = REPLAY_KEY,
) -> PublishedConfig:
    """A configuration with the calibration that its changed detectors need.

    Give it to `replay` as a change to see what it would have done, and to `publish`.

    Examples
    --------
    >>> published = calibrated([], Config(kappa=0.1), reason="tried on last month", by="ana")
    >>> published.config.kappa, published.calibration
    (0.1, {})
    """
    return prepare(
        config,
        by=by or getpass.getuser(),
        reason=reason,
        time=time.time(),
        before=Config(),
        calibration=measure(config, to_events(history), hash_key),
    )


def publish(
    published: PublishedConfig, bootstrap_servers: str, keys_dir: str | os.PathLike[str]
) -> PublishedConfig:
    """Sign it as the next version, and write it: the next snapshot takes it to every worker.

    Raises
    ------
    OSError
        If no Kafka answers there, or a file of keys cannot be read.
    """
    keys = KeyRing.load(Path(keys_dir))
    check_reachable(bootstrap_servers)

    async def write() -> PublishedConfig:
        last = await newest(bootstrap_servers, keys)
        version = 1 if last is None else last.version + 1
        numbered = replace(published, version=version, time=time.time())
        await publish_config(bootstrap_servers, keys, numbered)
        return numbered

    return wait_for(write())
