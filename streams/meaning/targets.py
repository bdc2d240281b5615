"""One name for each target, and its family: what two addresses, paths or accounts share."""

import re
from typing import Final

_EMAIL: Final = re.compile(r"^[^@\s]{1,256}@([^@\s]{1,256})$")
_URL: Final = re.compile(r"^[a-z][a-z0-9+.-]{0,31}://([^/?#]{1,256})|^(www\.[^/?#]{1,256})")
_IBAN: Final = re.compile(r"^[a-z]{2}\d{2}[a-z0-9]{8,30}$")
_DATE: Final = re.compile(r"^(\d{4}-\d{2})-\d{2}")
_NUMBER: Final = re.compile(r"^[+-]?\d+([.,]\d+)?$")
_ARN: Final = re.compile(
    r"^arn:[\w-]{1,32}:([\w-]{1,64}):[\w-]{0,32}:(\d{0,12}):([^/:]{1,256})(.?)"
)
# i-0abc…, vol-0abc…: the class of a resource of a cloud, and a random number.
_CLOUD_ID: Final = re.compile(r"^([a-z]{1,12})-(?=[a-f]*\d)[0-9a-f]{8,17}$")
_RANDOM: Final = re.compile(
    r"^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=[a-f]*\d)[0-9a-f]{16,64})$"
)

# Few targets have a second way to be written: only those are looked at closely.
_MAY_VARY: Final = re.compile(r"[<\\]|//|/\.|/$|^(?:mailto|file):|@[^/]*/|\.$|:(?:80|443)\b")
_NAMED_ADDRESS: Final = re.compile(r"^[^<>]{0,256}<([^<>\s]{1,512})>$")
_MAIL_TO: Final = re.compile(r"^(?:mailto:)+")
_PORTS: Final = {"http": ":80", "https": ":443", "ws": ":80", "wss": ":443"}


def normalise(target: str) -> str:
    r"""The one name of a target that may be written in several ways.

    Lower case; for a path no empty segments, dots or closing slash; for an address on the Web
    neither user, usual port nor fragment; for mail the bare address. Anything else stays: two
    names that are two things to whoever reads them remain two.

    Parameters
    ----------
    target
        A resource as an event gives it.

    Examples
    --------
    >>> normalise("/srv/app/../../etc//passwd"), normalise("C:\\Users\\Ann\\")
    ('/etc/passwd', 'c:/users/ann')
    >>> normalise("HTTPS://me@Example.org:443/a/./b/#top"), normalise("Ann <ann@example.org>")
    ('https://example.org/a/b', 'ann@example.org')
    """
    name = target.lower().strip()
    # What one layer hid may itself be written in several ways; with each the name gets shorter.
    while _has_marks(name) and (plainer := _without_a_layer(name).strip()) != name:
        name = plainer
    return name


def _without_a_layer(name: str) -> str:
    if name.startswith("mailto:") and "/" not in name and not _has_marks(name[7:]):
        return name[7:]
    if _MAY_VARY.search(name) is None:
        return name
    if (named := _NAMED_ADDRESS.match(name)) is not None:
        name = named[1]
    name = _MAIL_TO.sub("", name)
    if " " in name:
        # A sentence or a command: a slash in it is not always a path's.
        return name
    scheme, is_address, rest = name.partition("://")
    if scheme == "file":
        return _straightened(rest)
    if not is_address or not scheme.isalnum():
        return _straightened(name) if "/" in name or "\\" in name else name
    rest, question, query = rest.partition("#")[0].partition("?")
    host, slash, path = rest.partition("/")
    host = host.rpartition("@")[2].removesuffix(_PORTS.get(scheme, "#")).rstrip(".")
    path = _straightened(slash + path).rstrip("/") if slash else ""
    return f"{scheme}://{host}{path}{question}{query}"


def folder_of(name: str) -> str:
    """The folder that tells the family of a name, and of each in it that `plain_words` takes apart.

    Nothing where it does not, or where more is to be looked at.

    Parameters
    ----------
    name
        A name as `normalise` gives it, which is not its own family.

    Examples
    --------
    >>> folder_of("git:web/src/views/a.py"), folder_of("ann@example.org/a/b"), folder_of("report")
    ('git:web/src/views', '', '')
    """
    slash = name.rfind("/")
    if slash <= 0 or name.startswith(".") or "id_" in name or _has_marks(name):
        return ""
    return name[:slash]


def _has_marks(name: str) -> bool:
    """Whether one of the marks is there without which `_MAY_VARY` finds nothing.

    Half of what agents touch is new, and looking for a character costs a tenth of the expression.
    """
    if name.endswith("/") or name.endswith("."):
        return True
    if "/" in name and ("//" in name or "/." in name or "@" in name):
        return True
    if name.startswith("mailto:") or name.startswith("file:"):
        return True
    if ":" in name and (":80" in name or ":443" in name):
        return True
    return "<" in name or "\\" in name


def _straightened(path: str) -> str:
    """A path without empty segments, dots and a closing slash."""
    path = path.replace("\\", "/")
    kept: list[str] = []
    is_absolute = path.startswith("/")
    for segment in path.split("/"):
        if segment == ".." and kept and kept[-1] != "..":
            kept.pop()
        elif segment not in ("", ".") and (segment != ".." or not is_absolute):
            kept.append(segment)
    return f"/{'/'.join(kept)}" if is_absolute else "/".join(kept) or "."


def family(target: str) -> str:
    """The prefix that targets of one kind share.

    The domain of a mail address, host of a URL, two segments of a path, account and class of a
    cloud's resource, bank of an account, month of a date, type of a file, first word of anything
    else. All random numbers are one family.

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
    >>> family("arn:aws:iam::111122223333:role/ops"), family("vol-0a1b2c3d4e5f")
    ('arn:iam:111122223333:role', 'vol-#')
    """
    if not target:
        return ""
    if "@" in target and (match := _EMAIL.match(target)):
        return "@" + match[1]
    if ("://" in target or target.startswith("www.")) and (match := _URL.match(target)):
        return "//" + (match[1] or match[2])
    if target.startswith("arn:") and (match := _ARN.match(target)):
        named = match[3] if match[4] or match[1] == "s3" else ""
        return f"arn:{match[1]}:{match[2]}:{named}"
    if "/" in target or "\\" in target:
        path = target.replace("\\", "/")
        first = path.find("/", 1)
        second = path.find("/", first + 1) if first >= 0 else -1
        return path if second < 0 else path[:second]
    return _family_of_id(target)


def _family_of_id(target: str) -> str:
    """The same of what is neither an address nor a path.

    Most expressions are asked only where a mark is there without which they find nothing.
    """
    first, hyphen = target[0], target.find("-")
    begins_with_digit = first.isdigit()
    if (begins_with_digit or first == "+" or first == "-") and _NUMBER.match(target):
        return "#"
    if 0 < hyphen <= 12 and (match := _CLOUD_ID.match(target)):
        return f"{match[1]}-#"
    if hyphen > 0 and begins_with_digit and (match := _DATE.match(target)):
        return match[1]
    if target[2:4].isdigit() and _IBAN.match(target):
        return target[:4]
    if len(target) >= 16 and first in "0123456789abcdef" and _RANDOM.match(target):
        return "#"
    dot = target.rfind(".")
    if 0 < dot <= 200 and len(target) - dot <= 7:
        extension = target[dot + 1 :]
        if extension.isascii() and extension.isalnum():
            return "." + extension
    return target.split(maxsplit=1)[0] if target.strip() else ""
