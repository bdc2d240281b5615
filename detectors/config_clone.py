"""A configuration with other parameters, the way River clones an estimator."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from .config import Config


def with_params(config: "Config", new_params: Mapping[str, Any]) -> "Config":
    """Return the configuration with some fields and detector parameters changed.

    Parameters
    ----------
    config
        Stays as it is.
    new_params
        A field's name and value; or a detector's name and a mapping of its parameters, in which
        `stage`, `pipeline` and `like` mean the setting's own; or both names in one, with a dot:
        `burst.dispersion`.

    Raises
    ------
    ValueError
        If a value has the wrong type or range, or nobody has a parameter of that name; says which.

    Examples
    --------
    >>> from .config import Config
    >>> config = with_params(Config(), {"kappa": 0.1, "burst": {"dispersion": 1.5}})
    >>> config = with_params(config, {"burst.stage": "promoted"})
    >>> config.kappa, config.detectors["burst"].stage, config.detectors["burst"].parameters
    (0.1, 'promoted', {'dispersion': 1.5})
    """
    fields: dict[str, Any] = msgspec.to_builtins(config)
    settings: dict[str, Any] = fields["detectors"]
    for name, value in new_params.items():
        detector, dot, parameter = name.partition(".")
        if dot:
            _set(settings, detector, {parameter: value})
        elif name in config.__struct_fields__:
            fields[name] = msgspec.to_builtins(value)
        elif isinstance(value, Mapping):
            _set(settings, name, value)
        else:
            raise ValueError(f"a parameter must be a field or a detector's; got {name!r}")
    if fields["detectors"] is not settings:
        raise ValueError("detectors must be changed one by one, by their names")
    cloned = msgspec.convert(fields, type(config))
    # As with River, parameters that cannot be are refused where they are given.
    from .registry import make_detectors

    make_detectors(cloned)
    return cloned


def _set(settings: dict[str, Any], name: str, given: Mapping[str, Any]) -> None:
    # One that is not named is in shadow, and stays there until it is told otherwise.
    setting = settings.setdefault(
        name, {"stage": "shadow", "parameters": {}, "pipeline": None, "like": None}
    )
    for parameter, value in given.items():
        if parameter in setting:
            setting[parameter] = value
        else:
            setting["parameters"] = setting["parameters"] | {parameter: value}


def with_promoted(config: "Config", variant: str) -> "Config":
    """Return the configuration with a variant's parameters in its kind's place, and no variant.

    Examples
    --------
    >>> from .config import Config
    >>> next_one = {"like": "burst", "dispersion": 1.25}
    >>> config = with_params(Config(), {"burst_next": next_one})
    >>> with_promoted(config, "burst_next") == with_params(Config(), {"burst.dispersion": 1.25})
    True
    """
    setting = config.detectors.get(variant)
    if setting is None or setting.like is None:
        names = sorted(name for name, s in config.detectors.items() if s.like is not None)
        raise ValueError(f"variant must be one of {names}; got {variant!r}")
    others = {name: s for name, s in config.detectors.items() if name != variant}
    kind = msgspec.structs.replace(others[setting.like], parameters=setting.parameters)
    return msgspec.structs.replace(config, detectors=others | {setting.like: kind})
