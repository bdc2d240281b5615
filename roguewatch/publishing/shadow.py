"""What the promotion of a variant would have changed."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from alerts.sanitise import sanitise
from detectors.config import Config
from detectors.config_clone import with_promoted
from roguewatch.workbench.comparing import compare
from streams.events import ActionEvent


def report_lines(
    config: Config, events: Sequence[ActionEvent], variant: str | None = None
) -> Iterator[str]:
    """Yield the report: the sum first, then each alert that comes or goes, with its evidence.

    Raises
    ------
    ValueError
        If the configuration has no such variant, or several and none is named.

    Examples
    --------
    >>> next(report_lines(Config(), []))
    Traceback (most recent call last):
        ...
    ValueError: the configuration must have one variant (a setting with `like`); it has []
    """
    names = [name for name, setting in config.detectors.items() if setting.like is not None]
    if variant is None and len(names) != 1:
        raise ValueError(
            f"the configuration must have one variant (a setting with `like`); it has {names}"
        )
    chosen = variant or names[0]
    found = compare(events, config, with_promoted(config, chosen))
    yield f"{chosen} in the place of {config.detectors[chosen].like}: {found.summary()}"
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
