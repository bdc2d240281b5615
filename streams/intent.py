"""What a session was asked to do, as far as its owner declares it."""

import hashlib
from typing import Annotated

import msgspec

from baselines.features import Action

Tool = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
TargetHash = Annotated[str, msgspec.Meta(min_length=64, max_length=64)]


class Intent(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """What the user of a session asked for; stands on the session's first event, optionally.

    A declaration, not a permission: doing something else is evidence, never refused here. None
    means not declared; empty means nothing of the kind was asked for.

    Parameters
    ----------
    actions
        Verb classes the task needs.
    tools
        Tools the task needs.
    targets
        Salted hashes of the targets that stand in the request (`hash_target`), so that the
        request itself is not kept.
    salt
        The salt of these hashes; new for every session.

    Examples
    --------
    >>> intent = Intent(actions=("read",), salt="s1", targets=(hash_target("s1", "Notes.txt"),))
    >>> hash_target("s1", "notes.txt") in intent.targets
    True
    """

    actions: Annotated[tuple[Action, ...], msgspec.Meta(max_length=16)] | None = None
    tools: Annotated[tuple[Tool, ...], msgspec.Meta(max_length=256)] | None = None
    targets: Annotated[tuple[TargetHash, ...], msgspec.Meta(max_length=256)] | None = None
    salt: Annotated[str, msgspec.Meta(max_length=64)] = ""


def hash_target(salt: str, target: str) -> str:
    """Hash a target of the request for its declaration; case does not count.

    Examples
    --------
    >>> hash_target("salt", "A") == hash_target("salt", "a") != hash_target("pepper", "a")
    True
    """
    return hashlib.sha256(f"{salt}\0{target.lower()}".encode()).hexdigest()
