"""What a call is to its agent and session, and whether it was asked for or announced."""

from typing import Any

from baselines import ACTIONS, Features, Profile, Session
from baselines.declared_intent import DeclaredIntent
from baselines.rate import APPROVED
from detectors.hijack import relate

from ..events import ActionEvent
from ..featurize import Featurizer
from ..intent import Intent, hash_target

_32_BITS = 8  # hexadecimal digits


def relate_one(
    event: ActionEvent,
    x: Features,
    session: Session,
    own: Profile,
    peers: Profile,
    featurize: Featurizer,
) -> None:
    """Add what the call is to this agent and session: new, a retry, a repeat, asked for.

    Only a session's first event can declare its intent: what an agent reads meanwhile may write a
    later one. A session without an id is none that could be asked for something. A call within a
    change window is planned while the window's cap lasts.

    Examples
    --------
    >>> import datetime
    >>> event = ActionEvent(
    ...     event_id="1", agent_id="a", session_id="s", tool="read_mail", resource="Inbox",
    ...     time=datetime.datetime(2026, 1, 5, tzinfo=datetime.timezone.utc),
    ...     intent=Intent(salt="s", targets=(hash_target("s", "inbox"),)))
    >>> featurize = Featurizer(b"0123456789abcdef")
    >>> x = featurize(event, event.timestamp)
    >>> relate_one(event, x, Session(0.0), Profile(), Profile(), featurize)
    >>> x.level, x.is_asked
    (7, True)
    """
    declared = own.intents.declared
    if event.intent is not None and x.session and not session.n_events:
        own.intents.declare(x.session, _declared(event.intent, featurize))
    if declared and (intent := declared.get(x.session)) is not None:
        target = 0
        if intent.targets and event.resource:
            target = _short(hash_target(intent.salt, event.resource))
        x.is_asked = intent.covers(x, target)
    if x.planned:
        # Together with what was approved: they are one class of their own.
        n_day = own.rate.recent(x.verb + APPROVED, x.time)[3]
        if n_day < x.planned:
            x.is_planned = True
    pair: Any = x.pair  # an object, made once: compiled, an `int` is at each look-up
    if pair not in session.touched:
        relate(x, session, own, peers)
    elif x.is_irreversible and session.has_deleted(x):
        x.is_again = True
    if session.failed and pair in session.failed:
        x.is_retry = True


def _declared(intent: Intent, featurize: Featurizer) -> DeclaredIntent:
    actions, tools = intent.actions, intent.tools
    return DeclaredIntent(
        None if actions is None else sum({1 << ACTIONS.index(action) for action in actions}),
        None if tools is None else tuple(map(featurize.hashed, tools)),
        tuple(map(_short, intent.targets or ())),
        intent.salt,
    )


def _short(digest: str) -> int:
    """32 bits of a salted hash, never 0; one that is none names nothing."""
    try:
        return int(digest[:_32_BITS], 16) or 1
    except ValueError:
        return -1
