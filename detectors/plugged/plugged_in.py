"""What risk knows of a plug-in."""

from collections.abc import Mapping, Sequence

import msgspec

from ..base import Detector, Stream
from ..config import Config
from ..settings.detector_setting import Stage


class PluggedIn(msgspec.Struct, frozen=True):
    """A plug-in's part in the evidence.

    Parameters
    ----------
    name, stream, stage
        As configured.
    base
        The first of its slots, of how odd sessions look to it; the next one is of the evidence
        that they come to with it heard.
    n_choices
        Detectors heard in its stream, with it: its p counts that many times, and theirs as ever.

    Examples
    --------
    >>> PluggedIn("trees", "context", "shadow", 1 << 20, 6).is_heard
    False
    """

    name: str
    stream: Stream
    stage: Stage
    base: int
    n_choices: int

    @property
    def is_heard(self) -> bool:
        """Whether it is configured to have a say."""
        return self.stage != "shadow"


def plugged_among(
    detectors: Sequence[Detector],
    config: Config,
    bases: Mapping[str, int],
    ours: Sequence[Stream],
) -> tuple[PluggedIn, ...]:
    """The plug-ins among the detectors that have slots.

    Parameters
    ----------
    detectors
        Those in use.
    config
        Their stages.
    bases
        The first of each detector's slots.
    ours
        The stream of each other detector that is heard.

    Examples
    --------
    >>> plugged_among([], Config(), {}, [])
    ()
    """
    found = [d for d in detectors if d.plugged and d.name in bases]
    stages = {d.name: config.detectors[d.name].stage for d in found}
    made = []
    for one in found:
        beside = sum(
            d.stream == one.stream and (d is one or stages[d.name] != "shadow") for d in found
        )
        n_choices = ours.count(one.stream) + beside
        made.append(PluggedIn(one.name, one.stream, stages[one.name], bases[one.name], n_choices))
    return tuple(made)
