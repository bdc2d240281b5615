"""First uses of an event, as `agent-firsts` has them."""

import hashlib

from alerts.alert import Evidence
from alerts.first_use import FirstKind, FirstUse
from baselines import DeclarationsBaseline, Features, Profile
from baselines.identity import ADDRESS, CREDENTIAL, MODEL, PARENT, VERSION

from ..events import ActionEvent
from ..meaning.declared import SERVER
from .evidence import evidence_of

_TOLD: dict[int, tuple[FirstKind, str]] = {
    CREDENTIAL: ("credential", "credential_id"),
    ADDRESS: ("address", "source_ip"),
    VERSION: ("version", "agent_version"),
    MODEL: ("model", "model"),
    PARENT: ("parent", "parent_agent_id"),
}
_DAY_S = 86_400.0


def first_uses(
    event: ActionEvent, x: Features, time: float, own: Profile, hash_key: bytes
) -> tuple[FirstUse, ...]:
    """Tell what an event, just learned, used for the first time; once.

    Parameters
    ----------
    event, x
        The event, and its features.
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
    >>> x = Features(time=0.0, credential=7, address=0)
    >>> own.identity.learn_one(x)
    >>> [use.kind for use in first_uses(event, x, event.timestamp, own, bytes(16))]
    ['credential']
    >>> first_uses(event, x, event.timestamp, own, bytes(16))
    ()
    """
    found: list[tuple[FirstKind, str, int]] = []
    for kind, n_known in own.identity.take_fresh():
        name, field = _TOLD.get(kind, (None, ""))
        value: str | None = getattr(event, field) if name else None
        if name and value:
            found.append((name, value, n_known))
    if x.declared and own[DeclarationsBaseline].take_change():
        # One server's tools change together: it is told of once a day.
        server = (event.attributes or {}).get(SERVER) or event.tool
        n_known = len(own[DeclarationsBaseline].known)
        found.append(("declaration", f"{server}/{int(time // _DAY_S)}", n_known))
    if not found:
        return ()
    born = own.rate.first
    age_s = 0.0 if born is None else time - born
    evidence = Evidence(**evidence_of(event, time), agent_id=event.agent_id)
    return tuple(
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
            evidence=evidence,
        )
        for name, value, n_known in found
    )


def symbol(hash_key: bytes, kind: str, tenant: str, value: str) -> str:
    """A keyed hash of what is used: one tenant's says nothing about another's."""
    keyed = hashlib.blake2b(f"{kind}\0{tenant}\0{value}".encode(), key=hash_key, digest_size=8)
    return keyed.hexdigest()
