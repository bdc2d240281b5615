"""Which targets are bait, as the configuration of the `canary` detector names them."""

from collections.abc import Iterable

from detectors import Canary, Detector


class Bait:
    """Exact names, and beginnings of names, without case.

    Parameters
    ----------
    detectors
        The detectors in use; those of kind `canary` name the targets.

    Examples
    --------
    >>> bait = Bait([Canary(targets=["Vault:old/root-key", "files:trap/*"])])
    >>> [target in bait for target in ("vault:old/ROOT-KEY", "files:trap/a/b", "files:trapped")]
    [True, True, False]
    """

    __slots__ = ("_beginnings", "_names")

    def __init__(self, detectors: Iterable[Detector] = ()) -> None:
        targets = [
            target.lower() for d in detectors if isinstance(d, Canary) for target in d.targets
        ]
        self._names = frozenset(target for target in targets if not target.endswith("*"))
        self._beginnings = tuple(target[:-1] for target in targets if target.endswith("*"))

    def __bool__(self) -> bool:
        return bool(self._names or self._beginnings)

    def __contains__(self, target: str) -> bool:
        low = target.lower()
        return low in self._names or low.startswith(self._beginnings)
