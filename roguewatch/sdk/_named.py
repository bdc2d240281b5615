"""A slip in a keyword is told where it is made, and not by events that never arrive."""

from collections.abc import Mapping


def check_names(what: str, given: Mapping[str, object], known: type) -> None:
    """Raise `TypeError` for a keyword that a `TypedDict` does not have.

    Examples
    --------
    >>> from roguewatch.sdk._agent_fields import AgentFields
    >>> check_names("an agent", {"cohort": "mail"}, AgentFields)
    >>> check_names("an agent", {"fail_closed": True}, AgentFields)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    TypeError: an agent has no field 'fail_closed'; it has agent_version, cohort, credential_id, ...
    """
    for name in given:
        if name not in known.__annotations__:
            fields = ", ".join(sorted(known.__annotations__))
            raise TypeError(f"{what} has no field {name!r}; it has {fields}")
