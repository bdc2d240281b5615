"""What the promotion of a variant or a plug-in would have changed."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from alerts.sanitise import sanitise
from detectors.config import Config
from detectors.settings.config_clone import in_waiting, with_promoted
from detectors.settings.detector_setting import Stage
from roguewatch.workbench.comparing import compare
from streams.events import ActionEvent


def report_lines(
    config: Config,
    events: Sequence[ActionEvent],
    name: str | None = None,
    stage: Stage = "alert",
) -> Iterator[str]:
    """Yield the report: the sum first, then each alert that comes or goes, with its evidence.

    Parameters
    ----------
    config
        In which it runs in shadow.
    events
        History in time order.
    name
        Of the variant or plug-in; need not be told where there is one.
    stage
        That a plug-in would have had.

    Raises
    ------
    ValueError
        If the configuration has no such variant or plug-in, or several and none is named.

    Examples
    --------
    >>> next(report_lines(Config(), []))
    Traceback (most recent call last):
        ...
    ValueError: the configuration must have one variant (a setting with `like`) or plug-in \
(`pipeline`) in shadow; it has []
    """
    names = in_waiting(config)
    if name is None and len(names) != 1:
        raise ValueError(
            "the configuration must have one variant (a setting with `like`) or plug-in "
            f"(`pipeline`) in shadow; it has {names}"
        )
    chosen = name or names[0]
    found = compare(events, config, with_promoted(config, chosen, stage))
    kind = config.detectors[chosen].like
    place = f"in stage {stage!r}" if kind is None else f"in the place of {kind}"
    yield f"{chosen} {place}: {found.summary()}"
    for title, frame in (("appears", found.appear), ("vanishes", found.vanish)):
        for row in frame.to_dict("records"):
            yield from _incident(title, {str(name): value for name, value in row.items()})


def _incident(title: str, row: dict[str, Any]) -> Iterator[str]:
    opened = pd.Timestamp(row["opened"])
    stop = ", asks for a stop" if row["is_stop_requested"] else ""
    agent = sanitise(row["agent_id"], 120)
    yield f"{title}: {agent} at {opened:%Y-%m-%d %H:%M:%S}, risk {row['risk']}{stop}"
    yield f"    {sanitise(row['sentences'], 300)}"
    for line in row["evidence"]:
        yield f"    {sanitise(line, 200)}"
