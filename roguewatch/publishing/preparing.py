"""A configuration made ready to publish: checked, and calibrated where it has to be."""

from collections.abc import Sequence

from baselines.base import Packed
from detectors.config import Config
from detectors.registry import make_detectors
from detectors.weighing.slot_codes import is_changed, slot_code
from roguewatch.progress import watched
from streams.events import ActionEvent
from streams.replay import HOUR_S, Replay
from streams.snapshots.published_config import PublishedConfig, calibration_of


def measure(config: Config, events: Sequence[ActionEvent], hash_key: bytes) -> dict[str, Packed]:
    """How odd benign sessions get to changed detectors and plug-ins, on this history in time order.

    Examples
    --------
    >>> measure(Config(), [], b"0123456789abcdef")
    {}
    """
    if not events or not _changed(config):
        return {}
    replay = Replay(config, hash_key, is_all_scored=False)
    for event in watched(events, len(events), "calibrating"):
        replay.process_one(event)
    hour = int(events[-1].timestamp) // HOUR_S + 1
    return calibration_of(config, replay.build_snapshot(hour))


def prepare(
    config: Config,
    *,
    by: str,
    reason: str,
    time: float,
    before: Config,
    version: int = 1,
    calibration: dict[str, Packed] | None = None,
) -> PublishedConfig:
    """A configuration ready to be signed.

    Parameters
    ----------
    config
        What is to be published.
    by, reason, time
        Who publishes it, why, and when.
    before
        What is in force; what runs there, also in shadow, the stream has been measured with.
    version
        One more than the newest.
    calibration
        From `measure`; empty publishes without one, and `None` only where none is needed.

    Raises
    ------
    ValueError
        If it makes no sense, or gives a say to a plug-in or a changed detector that nobody was
        measured with.

    Examples
    --------
    >>> tuned = Config().clone({"burst.dispersion": 1.25})
    >>> prepare(tuned, by="ana", reason="tuned", time=0.0, before=Config())
    Traceback (most recent call last):
        ...
    ValueError: burst must be calibrated with its new parameters: give a history, or let it run \
in shadow first
    """
    make_detectors(config)
    heard = {code: name for code, name in _changed(config).items() if name in config.heard}
    unmeasured = sorted(heard.keys() - _changed(before).keys())
    if unmeasured and calibration is None:
        names = ", ".join(sorted(heard[code] for code in unmeasured))
        raise ValueError(
            f"{names} must be calibrated with its new parameters: give a history, or let it run in "
            "shadow first"
        )
    if not reason:
        raise ValueError("reason must say why; it stands on the record")
    return PublishedConfig(
        version=version,
        config=config,
        calibration=calibration or {},
        by=by,
        reason=reason,
        time=time,
    )


def _changed(config: Config) -> dict[int, str]:
    """Code and name of each plug-in, and of each detector with other parameters than its kind's."""
    return {slot_code(d): d.name for d in make_detectors(config) if is_changed(d)}
