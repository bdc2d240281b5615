"""The one frozen configuration of scoring: what every alert and decision carries the hash of."""

import hashlib
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

import msgspec

from .base import STREAMS
from .settings.change_window import ChangeWindow
from .settings.config_clone import with_params
from .settings.detector_setting import DetectorSetting
from .settings.tool_setting import ToolSetting

Mode = Literal["shadow", "suspend"]


_IN_PARAMETERS = "; a detector's own arguments stand in its `parameters`"
_POSITIVE = (
    *("alerts_per_1000_agent_days", "stops_per_1000_agent_days", "kappa", "margin"),
    "sessions_per_agent_day",
)
_WEIGHTS = {"hijack": 0.35, "burst": 0.35, "volume": 0.15, "context": 0.15}


_HEARD = (
    *("burst", "canary", "day_total", "dormant", "failure_streak", "growth", "high_impact"),
    *("hijack", "lone_model", "new_outlet", "off_hours", "server_change", "shared_credential"),
    *("spree", "unapproved", "volume"),
)
_IN_SHADOW = (
    # One server's update would alert once for every agent that calls it: see server_change.
    "annotation_change",
    "chain_reaction",
    "identity",
    "intent",
    "odd_call",
    "release_shift",
    "runaway_loop",
    "sequence",
    "shared_address",
    "session_outlier",
    "silence",
    "undeclared",
    "version_change",
)


def _shipped() -> dict[str, DetectorSetting]:
    heard = {name: DetectorSetting() for name in _HEARD}
    return heard | {name: DetectorSetting(stage="shadow") for name in _IN_SHADOW}


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything scoring depends on besides the log.

    Parameters
    ----------
    mode
        What automation may do: `shadow` records what it would have done, `suspend` does it.
    alerts_per_1000_agent_days, stops_per_1000_agent_days
        The two dials: false alerts, and false stop requests, one is ready to bear.
    kappa
        How much lower than the CUSUM bound the threshold may be; `roguewatch calibrate` finds it.
    margin
        How much wider the thresholds are than for independent sessions: one agent's sessions
        resemble each other, and a calibration is never quite up to date.
    weights
        Share of each stream of evidence; they sum to 1.
    sessions_per_agent_day
        Assumed where no snapshot tells.
    detectors
        Setting of each detector by name; one that is not named is in shadow.
    tools
        Meaning of tools by their exact names, as events give them: the last word on it.
    change_windows
        Announced times in which some agents do much of something, on purpose.

    Examples
    --------
    >>> config = Config()
    >>> config.mode, config.detectors["hijack"].stage, len(config.hash)
    ('shadow', 'alert', 16)
    >>> Config.parse('mode = "suspend"').hash == config.hash
    False
    """

    mode: Mode = "shadow"
    alerts_per_1000_agent_days: float = 5.0
    stops_per_1000_agent_days: float = 0.05
    kappa: float = 0.05
    margin: float = 1.0
    weights: dict[str, float] = msgspec.field(default_factory=lambda: dict(_WEIGHTS))
    sessions_per_agent_day: float = 5.0
    detectors: dict[str, DetectorSetting] = msgspec.field(default_factory=_shipped)
    tools: dict[str, ToolSetting] = {}
    change_windows: tuple[ChangeWindow, ...] = ()

    def __post_init__(self) -> None:
        for name in _POSITIVE:
            if not 0 < getattr(self, name) < math.inf:
                raise ValueError(f"{name} must be positive and finite; got {getattr(self, name)!r}")
        if unknown := sorted(self.weights.keys() - set(STREAMS)):
            raise ValueError(f"weights must be of {STREAMS}; got {unknown}")
        if not all(weight >= 0 for weight in self.weights.values()):
            raise ValueError(f"weights must not be negative; got {self.weights!r}")
        if abs(sum(self.weights.values()) - 1.0) > 1e-9:
            raise ValueError(f"weights must sum to 1; got {self.weights!r}")

    @property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that name this configuration."""
        packed = msgspec.json.encode(self, order="deterministic")
        return hashlib.sha256(packed).hexdigest()[:16]

    @property
    def heard(self) -> frozenset[str]:
        """Names of the detectors that may raise an alert."""
        return frozenset(name for name, s in self.detectors.items() if s.stage != "shadow")

    def clone(self, new_params: Mapping[str, Any] | None = None) -> "Config":
        """A configuration with these parameters changed, named as in `config_clone`."""
        return with_params(self, new_params or {})

    @classmethod
    def parse(cls, text: str) -> Self:
        """A configuration from TOML; what it does not name keeps its default.

        Raises
        ------
        msgspec.ValidationError
            If a field is unknown, or of the wrong type or range; says which.
        """
        given = tomllib.loads(text)
        tables = given.pop("detectors", {})
        if not isinstance(tables, dict):
            raise msgspec.ValidationError(f"detectors must be tables by name; got {tables!r}")
        named = {name: _setting(name, table) for name, table in tables.items()}
        settings = {name: msgspec.to_builtins(s) for name, s in (_shipped() | named).items()}
        return msgspec.convert(given | {"detectors": settings}, cls)

    @classmethod
    def load(cls, path: Path | None) -> Self:
        """The configuration in a TOML file, or the shipped one."""
        return cls() if path is None else cls.parse(path.read_text())


def _setting(name: str, given: object) -> DetectorSetting:
    """One detector's table; a variant and a plug-in begin in shadow."""
    if isinstance(given, dict) and ("pipeline" in given or "like" in given):
        given = {"stage": "shadow"} | given
    try:
        return msgspec.convert(given, DetectorSetting)
    except msgspec.ValidationError as error:
        hint = _IN_PARAMETERS if "unknown field" in str(error) else ""
        raise msgspec.ValidationError(f"detectors.{name}: {error}{hint}") from None
