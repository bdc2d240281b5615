"""What is known of one action event: what baselines learn and detectors score."""

from collections.abc import Iterator
from typing import Any, Final, Literal

Action = Literal["read", "write", "delete", "send", "execute", "pay", "auth", "admin", "other"]
Outcome = Literal["success", "failure", "denied", "unknown"]

ACTIONS: tuple[Action, ...] = (
    "read",
    "write",
    "delete",
    "send",
    "execute",
    "pay",
    "auth",
    "admin",
    "other",
)
"""Verb classes in the order of their index (`Features.verb`)."""

GRACE_S: Final = 3 * 86_400.0
"""Age at which an agent's baselines are mature, in seconds."""
BELIEVED_AFTER_S: Final = 43_200.0
"""Time after which what an incident held back is believed: it ended by itself, the agent is at work
again, and somebody who minded would have seen to it."""

_ALWAYS: Final = (
    *("time", "hour", "action", "verb", "is_changing", "is_intent", "tool", "target", "pair"),
    *("class_target", "prefix", "nouns", "n_items", "n_bytes", "outcome", "session"),
    *("credential", "address", "impact", "by_tool", "broad_tool", "is_secret", "is_public"),
    *("is_irreversible", "is_broad", "is_production", "is_approved"),
)
_ABSENT: Final[dict[str, Any]] = {
    **{"who": None, "declared": 0, "declarer": 0, "undeclared": None, "is_bait": False},
    **{"is_retry": False, "is_again": False, "planned": 0, "is_planned": False, "is_asked": None},
    **{"level": None, "u": None, "excess": 0.0, "is_run": False, "surprise": None},
    "is_alone": None,
}
"""Features that few events have, and what those without have instead."""


class Features:
    """What is known of one event; strings an agent chose are 32-bit hashes with a secret key.

    Features are attributes, which mypy checks and a compiled core reads at once. `None` is not
    known: a baseline or detector that needs it abstains. River and whoever works with dictionaries
    may read them as a mapping, too, `dict(x)` included, in which what few events have is missing
    where it is unknown or does not hold.

    Parameters
    ----------
    time
        Event time, seconds since 1970.
    hour
        Hour of the day in UTC, 0-23 on weekdays and 24-47 on weekends.
    action, verb
        Verb class, and its index in `ACTIONS`.
    is_changing
        The call may change something: its verb is neither read nor other.
    is_intent
        Announced, not done: scored, never learned.
    tool, target
        Hashes of the tool and of the lower-cased resource; 0 when the event names none.
    pair
        Tool, changing or reading, and target together.
    class_target
        Changing or reading, and target together.
    prefix
        The target's family: its domain, first path segments, account bank, file type.
    nouns
        What the tool's name is about, without verbs and stop words.
    n_items, n_bytes, outcome
        As the event says.
    session, credential, address
        Hashes; 0 when the event names none.
    who
        Version, model, parent agent and principal; 0 for what is not named.
    impact
        What this verb on this target can destroy, in points of the catalogue.
    by_tool
        Those of them that the tool's name gives.
    broad_tool
        Of a call that takes many objects: its tool, in production or elsewhere; otherwise 0.
    is_secret
        The target looks like a secret: credentials, keys, tokens.
    is_public
        The target looks like a place outside the organisation.
    is_irreversible
        A verb and target that no undo brings back.
    is_broad
        One call takes many objects: a volume, everything below a folder.
    is_production
        It is done where it counts.
    is_approved
        A human approved this call.
    is_bait
        The configuration names the target as bait.
    declared
        What the tool's server declares of it: a digit to base three for each MCP annotation, 1 for
        false and 2 for true; 0 where it declares nothing.
    declarer
        The tool and the server that declares it; there where `declared` is.
    undeclared
        What of its owner's declaration the event violates, in bits (`detectors.undeclared`).
    is_retry
        The same call of this session failed the last time.
    is_again
        The session deleted the same target before (`Session.has_deleted`).
    planned
        Of a call within an announced change window: the calls that the window excuses in a day.
    is_planned
        It is, and there were fewer so far.
    is_asked
        The session's declared intent covers the call; `None` where it declares none.
    level
        How new a first touch of a session is to the agent (`ChangesBaseline.level`).
    u
        How odd a first changing touch of a session is to the agent (`detectors.hijack.relate`).
    excess
        How much more than usual the call moves, in sigmas; only where it is far more (`Volume`).
    is_run
        Together with other such calls of the session it is odder than by itself (`Volume`).
    surprise
        How much likelier a step is for the peers than for the agent, in nats (`Sequence`).
    is_alone
        Whether the agent has no peers whose order of tools is known (`Sequence`).

    Examples
    --------
    >>> x = Features(time=60.0, verb=2, n_items=500)
    >>> x.verb, x.is_retry, x.level
    (2, False, None)
    >>> again = x.replace(time=90.0, is_retry=True)
    >>> again["is_retry"], "is_retry" in x, x.get("level", 0), dict(again)["n_items"]
    (True, False, 0, 500)
    """

    __slots__ = (*_ALWAYS, *_ABSENT)

    def __init__(
        self,
        time: float,
        *,
        hour: int = 0,
        action: Action = "read",
        verb: int = 0,
        is_changing: bool = False,
        is_intent: bool = False,
        tool: int = 0,
        target: int = 0,
        pair: int = 0,
        class_target: int = 0,
        prefix: int = 0,
        nouns: tuple[int, ...] = (),
        n_items: int = 1,
        n_bytes: int = 0,
        outcome: Outcome = "success",
        session: int = 0,
        credential: int = 0,
        address: int = 0,
        who: tuple[int, int, int, int] | None = None,
        impact: int = 0,
        by_tool: int = 0,
        broad_tool: int = 0,
        is_secret: bool = False,
        is_public: bool = False,
        is_irreversible: bool = False,
        is_broad: bool = False,
        is_production: bool = False,
        is_approved: bool = False,
        is_bait: bool = False,
        declared: int = 0,
        declarer: int = 0,
        undeclared: int | None = None,
        is_retry: bool = False,
        is_again: bool = False,
        planned: int = 0,
        is_planned: bool = False,
        is_asked: bool | None = None,
        level: int | None = None,
        u: float | None = None,
        excess: float = 0.0,
        is_run: bool = False,
        surprise: float | None = None,
        is_alone: bool | None = None,
    ) -> None:
        self.time = time
        self.hour = hour
        self.action = action
        self.verb = verb
        self.is_changing = is_changing
        self.is_intent = is_intent
        self.tool = tool
        self.target = target
        self.pair = pair
        self.class_target = class_target
        self.prefix = prefix
        self.nouns = nouns
        self.n_items = n_items
        self.n_bytes = n_bytes
        self.outcome = outcome
        self.session = session
        self.credential = credential
        self.address = address
        self.who = who
        self.impact = impact
        self.by_tool = by_tool
        self.broad_tool = broad_tool
        self.is_secret = is_secret
        self.is_public = is_public
        self.is_irreversible = is_irreversible
        self.is_broad = is_broad
        self.is_production = is_production
        self.is_approved = is_approved
        self.is_bait = is_bait
        self.declared = declared
        self.declarer = declarer
        self.undeclared = undeclared
        self.is_retry = is_retry
        self.is_again = is_again
        self.planned = planned
        self.is_planned = is_planned
        self.is_asked = is_asked
        self.level = level
        self.u = u
        self.excess = excess
        self.is_run = is_run
        self.surprise = surprise
        self.is_alone = is_alone

    def copy(self) -> "Features":
        """Features of their own, with the same values."""
        return self.replace()

    def replace(self, **changes: Any) -> "Features":
        """The same but for what is given."""
        made = Features(self.time)
        for name in _ALWAYS:
            setattr(made, name, getattr(self, name))
        for name in _ABSENT:
            setattr(made, name, getattr(self, name))
        for name, value in changes.items():
            if name not in _ALWAYS and name not in _ABSENT:
                raise TypeError(f"changes must be features; got {name!r}")
            setattr(made, name, value)
        return made

    def get(self, name: str, default: Any = None) -> Any:
        """As of a dictionary: the default stands in for what few events have and this one has not.

        Parameters
        ----------
        name
            Of the feature.
        default
            What is returned where it is missing.
        """
        return getattr(self, name) if name in self else default

    def keys(self) -> list[str]:
        """Names of the features that it has."""
        return [*_ALWAYS, *[name for name in _ABSENT if name in self]]

    def items(self) -> list[tuple[str, Any]]:
        """These with their values."""
        return [(name, getattr(self, name)) for name in self.keys()]

    def __getitem__(self, name: str) -> Any:
        if name not in self:
            raise KeyError(name)
        return getattr(self, name)

    def __contains__(self, name: object) -> bool:
        if name in _ABSENT:
            return bool(getattr(self, str(name)) != _ABSENT[str(name)])
        return name in _ALWAYS

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Features) and self.items() == other.items()

    def __repr__(self) -> str:
        values = ", ".join([f"{name}={value!r}" for name, value in self.items()])
        return f"Features({values})"
