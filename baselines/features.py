"""What is known of one action event: what baselines learn and detectors score."""

from typing import Final, Literal, TypedDict

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
"""Verb classes in the order of their index (`Features["verb"]`)."""

GRACE_S: Final = 3 * 86_400.0
"""Age at which an agent's baselines are mature, in seconds."""
BELIEVED_AFTER_S: Final = 43_200.0
"""Time after which what an incident held back is believed: it ended by itself, the agent is at work
again, and somebody who minded would have seen to it."""


class Features(TypedDict, total=False):
    """One event as a River feature dictionary; strings an agent chose are keyed 32-bit hashes.

    `time` is always there; a baseline or detector that needs more says so and abstains without.
    A `TypedDict` costs nothing at run time and lets mypy catch a misspelt key.
    """

    time: float
    """Event time, seconds since 1970."""
    action: Action
    """Verb class."""
    verb: int
    """Index of the verb class in `ACTIONS`."""
    is_changing: bool
    """The call may change something: its verb is neither read nor other."""
    is_intent: bool
    """Announced, not done: scored, never learned."""
    tool: int
    target: int
    """Hash of the lower-cased resource; 0 when the event names none."""
    pair: int
    """Tool, changing or reading, and target together."""
    class_target: int
    """Changing or reading, and target together."""
    prefix: int
    """The target's family: its domain, first path segments, account bank, file type."""
    nouns: tuple[int, ...]
    """What the tool's name is about, without verbs and stop words."""
    n_items: int
    n_bytes: int
    excess: float
    """How much more than usual the call moves, in sigmas; only where it is far more (`Volume`)."""
    is_run: bool
    """Together with other such calls of the session it is odder than by itself (`Volume`)."""
    outcome: Outcome
    hour: int
    """Hour of the day in UTC, 0-23 on weekdays and 24-47 on weekends."""
    session: int
    credential: int
    """0 when the event names none."""
    address: int
    who: tuple[int, int, int, int]
    """Version, model, parent agent and principal; 0 for what is not named, absent where none is."""
    impact: int
    """What this verb on this target can destroy, in points of the catalogue."""
    by_tool: int
    """Those of them that the tool's name gives."""
    broad_tool: int
    """Of a call that takes many objects: its tool, in production or elsewhere; otherwise 0."""
    is_secret: bool
    """The target looks like a secret: credentials, keys, tokens."""
    is_public: bool
    """The target looks like a place outside the organisation."""
    is_irreversible: bool
    """A verb and target that no undo brings back."""
    is_broad: bool
    """One call takes many objects: a volume, everything below a folder."""
    declared: int
    """What the tool's server declares of it: a digit to base three for each MCP annotation, 1 for
    false and 2 for true; 0, or absent, where it declares nothing."""
    declarer: int
    """The tool and the server that declares it; there where `declared` is."""
    undeclared: int
    """What of its owner's declaration the event violates, in bits (`detectors.undeclared`); absent
    where nothing is declared."""
    is_production: bool
    is_bait: bool
    """The configuration names the target as bait; only there where some is named."""
    is_retry: bool
    """The same call of this session failed the last time; only there where it did."""
    is_again: bool
    """The session deleted the same target before (`Session.has_deleted`); only there if it did."""
    is_approved: bool
    """A human approved this call."""
    planned: int
    """Of a call within an announced change window: the calls that the window excuses in a day."""
    is_planned: bool
    """It is, and there were fewer so far."""
    is_asked: bool
    """The session's declared intent covers the call; only there where one is declared."""
    level: int
    """How new a first touch of a session is to the agent (`ChangesBaseline.level`)."""
    surprise: float
    """How much likelier a step is for the peers than for the agent, in nats (`Sequence`)."""
    is_alone: bool
    """Whether the agent has no peers whose order of tools is known (`Sequence`)."""
    u: float
    """How odd a first changing touch of a session is to the agent (`detectors.hijack.relate`)."""
