"""What differs between two configurations, one line a parameter."""

from typing import Any

import msgspec

from detectors.config import Config


def differences(a: Config, b: Config) -> list[str]:
    """One line for each field and parameter that differs; a dash where there is none.

    Examples
    --------
    >>> differences(Config(), Config().clone({"kappa": 0.1, "burst.dispersion": 1.25}))
    ['burst.dispersion: – → 1.25', 'kappa: 0.05 → 0.1']
    >>> differences(Config(), Config())
    []
    """
    ours, theirs = _flat(a), _flat(b)
    return [
        f"{name}: {_say(ours.get(name))} → {_say(theirs.get(name))}"
        for name in sorted(ours.keys() | theirs.keys())
        if ours.get(name) != theirs.get(name)
    ]


def _flat(config: Config) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(config)
    detectors: dict[str, dict[str, Any]] = fields.pop("detectors")
    flat = {name: value for name, value in fields.items() if not isinstance(value, dict)}
    for field, values in fields.items():
        if isinstance(values, dict):
            flat |= {f"{field}.{name}": value for name, value in values.items()}
    for detector, setting in detectors.items():
        parameters = setting.pop("parameters")
        flat |= {f"{detector}.{name}": value for name, value in (setting | parameters).items()}
    return flat


def _say(value: Any) -> str:
    return "–" if value is None else str(value)
