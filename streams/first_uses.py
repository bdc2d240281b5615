"""First uses of an event, as `agent-firsts` has them."""

import hashlib

import msgspec

from alerts.alert import Evidence
from alerts.first_use import FirstKind, FirstUse
from baselines import IdentityBaseline, Profile, RateBaseline
from baselines.identity import ADDRESS, CREDENTIAL, MODEL, PARENT, VERSION

from .events import ActionEvent
from .incidents import evidence_of

_TOLD: dict[int, tuple[FirstKind, str]] = {
    CREDENTIAL: ("credential", "credential_id"),
    ADDRESS: ("address", "source_ip"),
    VERSION: ("version", "agent_version"),
    MODEL: ("model", "model"),
    PARENT: ("parent", "parent_agent_id"),
}


def first_uses(
    event: ActionEvent, time: float, own: Profile, hash_key: bytes
) -> tuple[FirstUse, ...]:
    """Tell what an event, just learned, used for the first time; once.

    Parameters
    ----------
    event
        The event.
    time
        When it is judged to have happened.
    own
        The agent's profile.
    hash_key
        Of the keyed hash: 64 bits here, where a fleet's names are compared with each other.

    Examples
    --------
    >>> import datetime
    >>> event = ActionEvent(
    ...     event_id="1", agent_id="a", tool="read_mail", credential_id="mail/a",
    ...     time=datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.timezone.utc))
    >>> own = Profile()
    >>> own[IdentityBaseline].learn_one({"time": 0.0, "credential": 7, "address": 0})
    >>> [use.kind for use in first_uses(event, event.timestamp, own, bytes(16))]
    ['credential']
    >>> first_uses(event, event.timestamp, own, bytes(16))
    ()
    """
    identity = own[IdentityBaseline]
    if not identity.fresh:
        return ()
    fresh = identity.take_fresh()
    born = own[RateBaseline].first
    age_s = 0.0 if born is None else time - born
    told = []
    for kind, n_known in fresh:
        if kind not in _TOLD:
            continue
        name, field = _TOLD[kind]
        value: str | None = getattr(event, field)
        if value:
            told.append(
                FirstUse(
                    kind=name,
                    symbol=symbol(hash_key, name, event.tenant, value),
                    tenant=event.tenant,
                    agent_id=event.agent_id,
                    cohort=event.cohort,
                    time=time,
                    n_known=n_known,
                    age_s=age_s,
                    parent=event.parent_agent_id if name == "parent" else None,
                    evidence=msgspec.structs.replace(
                        msgspec.convert(evidence_of(event, time), Evidence),
                        agent_id=event.agent_id,
                    ),
                )
            )
    return tuple(told)


def symbol(hash_key: bytes, kind: str, tenant: str, value: str) -> str:
    """A keyed hash of what is used: one tenant's says nothing about another's."""
    keyed = hashlib.blake2b(f"{kind}\0{tenant}\0{value}".encode(), key=hash_key, digest_size=8)
    return keyed.hexdigest()
