"""Whom an option names: a slip would protect, or serve, nobody, and say nothing."""

import re
from collections.abc import Collection

from roguewatch.bad_setting import BadSetting

_ONE = re.compile(r"[^/]+/(?!\*$).+")
_SOME = re.compile(r"\*|[^/]+/.+")


def one_by_one(option: str, given: Collection[str]) -> Collection[str]:
    """Return what was given, if each names an agent with its tenant.

    Examples
    --------
    >>> one_by_one("--protect", ["default/mail-1"])
    ['default/mail-1']
    >>> one_by_one("--protect", ["mail-1"])
    Traceback (most recent call last):
        ...
    roguewatch.bad_setting.BadSetting: --protect must be TENANT/AGENT; got 'mail-1'
    """
    return _checked(option, given, _ONE, "TENANT/AGENT")


def one_or_all(option: str, given: Collection[str]) -> Collection[str]:
    """Return what was given, if each names an agent, all of a tenant, or all there are.

    Examples
    --------
    >>> one_or_all("--serves", ["default/mail-1", "default/*", "*"])
    ['default/mail-1', 'default/*', '*']
    """
    return _checked(option, given, _SOME, "TENANT/AGENT, TENANT/* or *")


def _checked(
    option: str, given: Collection[str], pattern: re.Pattern[str], form: str
) -> Collection[str]:
    for name in given:
        if not pattern.fullmatch(name):
            raise BadSetting(f"{option} must be {form}; got {name!r}")
    return given
