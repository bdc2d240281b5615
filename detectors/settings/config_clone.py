"""A configuration with other parameters, the way River clones an estimator."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from ..config import Config
    from .detector_setting import Stage


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
    >>> from ..config import Config
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
    from ..registry import make_detectors

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


def with_promoted(config: "Config", name: str, stage: "Stage" = "alert") -> "Config":
    """Return the configuration with what ran in shadow given a say.

    Parameters
    ----------
    config
        Stays as it is.
    name
        Of a variant, whose parameters take its kind's place, in its kind's stage; or of a plug-in.
    stage
        Of a plug-in from then on.

    Examples
    --------
    >>> from ..config import Config
    >>> next_one = {"like": "burst", "dispersion": 1.25}
    >>> config = with_params(Config(), {"burst_next": next_one})
    >>> with_promoted(config, "burst_next") == with_params(Config(), {"burst.dispersion": 1.25})
    True
    >>> config = with_params(Config(), {"sizes": {"pipeline": "GaussianScorer", "target": "items"}})
    >>> with_promoted(config, "sizes").detectors["sizes"].stage
    'alert'
    """
    setting = config.detectors.get(name)
    if setting is None or name not in in_waiting(config):
        raise ValueError(f"promoted must be one of {in_waiting(config)}; got {name!r}")
    if setting.like is None:
        heard = msgspec.structs.replace(setting, stage=stage)
        return msgspec.structs.replace(config, detectors={**config.detectors, name: heard})
    others = {other: s for other, s in config.detectors.items() if other != name}
    kind = msgspec.structs.replace(others[setting.like], parameters=setting.parameters)
    return msgspec.structs.replace(config, detectors=others | {setting.like: kind})


def in_waiting(config: "Config") -> list[str]:
    """Names of what runs in shadow to be promoted one day: variants, and plug-ins.

    Examples
    --------
    >>> from ..config import Config
    >>> in_waiting(Config().clone({"burst_next": {"like": "burst", "dispersion": 1.25}}))
    ['burst_next']
    """
    return sorted(
        name
        for name, setting in config.detectors.items()
        if setting.stage == "shadow" and not (setting.like is None and setting.pipeline is None)
    )
