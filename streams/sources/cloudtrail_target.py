"""Which object an AWS API call is about, and how many: read from a record's parameters."""

import re
from collections.abc import Iterator
from typing import Any

from .base import Record
from .cloudtrail_verbs import noun_of
from .fields import mapping, text

_MOST_NODES = 500
_MOST_DEPTH = 6
_MOST_CHARACTERS = 2048

# What names an object: volumeId, bucketName, policyArn, dBInstanceIdentifier, instanceIds.
_NAMING = re.compile(r"(.*?)s?(?:ids?|names?|arns?|identifiers?|url|uri|path)$")
_BARE_NAMES = frozenset({"bucket", "key", "resource", "role", "user", "topic", "target"})
# What never is the object of a call, whatever the service.
_NEVER = re.compile(
    r"^(?:tag|filter|.*filters$|.*policy$|client.*token|idempotency|next.*token|request|session|version|account|owner"
    r"|region|zone|host$|document|attributename|valuesto|parameter(?:groupfamily|overrides)"
    r"|encryptioncontext|xmlns|x-amz|resourcetype|engine)"
)
# For a call whose own noun names none of its parameters: the common containers, best first.
_CONTAINERS = (
    *("", "bucket", "secret", "function", "table", "role", "user", "group", "instance", "volume"),
    *("dbinstance", "dbcluster", "cluster", "key", "topic", "queue", "loggroup", "repository"),
    *("vpc", "resource"),
)


# A refused call is recorded without its parameters, but the refusal names the object.
_REFUSED = re.compile(r"on resource: (arn:[^\s\"']+)")


def main_object(name: str, record: Record) -> str | None:
    """Name the main object of the call `name`; None where its parameters name none.

    The parameter that shares most with the call's own noun wins (``DeleteVolume`` → ``volumeId``,
    ``AttachUserPolicy`` → ``userName``), then the objects AWS lists itself, then the container the
    call works in. An S3 key stands behind its bucket. What a call *creates* gets a random id only
    afterwards, which would be a new target each time: it is not looked at.

    Examples
    --------
    >>> main_object("DeleteVolume", {"requestParameters": {"volumeId": "vol-1"}})
    'vol-1'
    >>> main_object("GetObject", {"requestParameters": {"bucketName": "b", "key": "x/y"}})
    'b/x/y'
    """
    parameters = mapping(record.get("requestParameters"))
    found = dict(reversed([*_named(parameters)]))
    if "bucket" in found and isinstance(parameters.get("key"), str):
        return text(f"{found['bucket']}/{parameters['key']}", _MOST_CHARACTERS)
    noun = noun_of(name)
    # The nearest to the start of the noun; of two there, the longer one.
    fitting = [stem for stem in found if stem and stem in noun]
    if fitting:
        best = min(fitting, key=lambda stem: (noun.index(stem), -len(stem)))
        return text(found[best], _MOST_CHARACTERS)
    arn = _listed(record)
    if arn is not None:
        return arn
    for stem in _CONTAINERS:
        if stem in found:
            return text(found[stem], _MOST_CHARACTERS)
    if found:
        return text(next(reversed(found.values())), _MOST_CHARACTERS)
    refused = _REFUSED.search(str(record.get("errorMessage"))[:_MOST_CHARACTERS])
    return None if refused is None else refused[1]


def n_objects(record: Record) -> int:
    """Count the objects of a call: its longest list, or how many instances it asks for.

    Examples
    --------
    >>> n_objects({"requestParameters": {"instanceIds": ["i-1", "i-2"]}})
    2
    """
    parameters = mapping(record.get("requestParameters"))
    longest = 1
    for key, value, _ in _walk(parameters):
        if isinstance(value, list):
            longest = max(longest, len(value))
        elif key in ("maxcount", "desiredcount", "desiredcapacity") and type(value) is int:
            longest = max(longest, value)
    return min(longest, 1_000_000)


def _named(parameters: Record) -> Iterator[tuple[str, str]]:
    for key, value, container in _walk(parameters):
        first = value[0] if isinstance(value, list) and value else value
        if not isinstance(first, str) or not first:
            continue
        naming = _NAMING.match(key)
        if naming is not None:
            yield naming.group(1) or container, first
        elif key in _BARE_NAMES and not container:
            yield key, first
        elif key == "content" and container:
            # An attribute of the XML form: {"ResourceId": {"tag": 1, "content": "vpc-1"}}.
            naming = _NAMING.match(container)
            yield container if naming is None else naming.group(1), first


def _walk(parameters: Record) -> Iterator[tuple[str, Any, str]]:
    """Each parameter as (key in lower case, value, key of its container), outermost first."""
    open_nodes: list[tuple[Record, str, int]] = [(parameters, "", 0)]
    n_nodes = 0
    while open_nodes and n_nodes < _MOST_NODES:
        node, container, depth = open_nodes.pop(0)
        for name, value in node.items():
            n_nodes += 1
            key = str(name).lower()
            if _NEVER.match(key):
                continue
            yield key, value, container
            if depth >= _MOST_DEPTH:
                continue
            if isinstance(value, dict):
                open_nodes.append((value, key, depth + 1))
            elif isinstance(value, list):
                open_nodes.extend((x, key, depth + 1) for x in value[:1] if isinstance(x, dict))


def _listed(record: Record) -> str | None:
    resources = record.get("resources")
    arns = [
        arn
        for resource in (resources if isinstance(resources, list) else ())[:32]
        if isinstance(arn := mapping(resource).get("ARN"), str) and arn
    ]
    # An object's ARN is longer than its bucket's.
    arn = max(arns, key=len, default="")
    # Where the parameters name it, a bucket goes by its name.
    return text(arn.removeprefix("arn:aws:s3:::"), _MOST_CHARACTERS)
