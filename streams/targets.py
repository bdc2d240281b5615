"""The family of a target: what two addresses, paths or accounts have in common."""

import re

_EMAIL = re.compile(r"^[^@\s]{1,256}@([^@\s]{1,256})$")
_URL = re.compile(r"^[a-z][a-z0-9+.-]{0,31}://([^/?#]{1,256})|^(www\.[^/?#]{1,256})")
_IBAN = re.compile(r"^[a-z]{2}\d{2}[a-z0-9]{8,30}$")
_DATE = re.compile(r"^(\d{4}-\d{2})-\d{2}")
_NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)?$")
_EXTENSION = re.compile(r"^[^/\\]{1,200}\.([a-z0-9]{1,6})$")


def family(target: str) -> str:
    """The prefix that targets of one kind share.

    The domain of a mail address, host of a URL, two segments of a path, bank of an account, month
    of a date, type of a file, first word of anything else.

    Parameters
    ----------
    target
        A lower-cased resource.

    Examples
    --------
    >>> family("ann@example.org"), family("https://api.example.org/v1/x"), family("/srv/app/a.py")
    ('@example.org', '//api.example.org', '/srv/app')
    >>> family("us133000000121212121212"), family("2024-05-17"), family("12"), family("a b.pdf")
    ('us13', '2024-05', '#', '.pdf')
    >>> family("weekly sales report"), family("inbox/message-17")
    ('weekly', 'inbox/message-17')
    """
    if not target:
        return ""
    if "@" in target and (match := _EMAIL.match(target)):
        return "@" + match[1]
    if ("://" in target or target.startswith("www.")) and (match := _URL.match(target)):
        return "//" + (match[1] or match[2])
    if "/" in target or "\\" in target:
        segments = target.replace("\\", "/").split("/")
        return "/".join(segments[:3] if segments[0] == "" else segments[:2])
    if _NUMBER.match(target):
        return "#"
    if match := _DATE.match(target):
        return match[1]
    if _IBAN.match(target):
        return target[:4]
    if match := _EXTENSION.match(target):
        return "." + match[1]
    return target.split(maxsplit=1)[0] if target.strip() else ""
