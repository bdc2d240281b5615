"""From an action event to features: hash what an agent chose, read what its words mean."""

import functools
import hashlib
import zlib

from baselines.features import ACTIONS, Action, Features

from .catalogue import PRODUCTION, meaning, words
from .events import ActionEvent
from .targets import family

_VERB = {action: index for index, action in enumerate(ACTIONS)}
_READING = frozenset(("read", "other"))
_DAY_S = 86_400
_MONDAY_S = 4 * _DAY_S  # 1970-01-05
_CACHED = 65_536

# What a tool does, and the small words between, say nothing of what it is about.
_NO_NOUN = frozenset(
    "a add all an and append by call cancel change check clear copy count create current delete"
    " describe do download edit execute fetch file find for from get given go in insert is list"
    " load look lookup make modify move my new of on open or order patch pay perform play post"
    " publish put query read recent remove rename reply reserve run schedule search send set share"
    " show start stop store submit sync the to unread update upload use view visit with"
    " write".split()
)


class Featurizer:
    """Turns events into features with one keyed hash; pure, so the same in worker and notebook.

    Parameters
    ----------
    hash_key
        Secret that keeps agents from choosing strings that collide; 16 to 64 bytes.

    Examples
    --------
    >>> import datetime
    >>> event = ActionEvent(
    ...     event_id="1", agent_id="a", tool="delete_volume", action="delete", resource="prod/db",
    ...     time=datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.timezone.utc))
    >>> x = Featurizer(b"0123456789abcdef")(event, event.timestamp)
    >>> x["is_changing"], x["hour"], x["impact"], x["is_production"]
    (True, 9, 65, True)
    """

    def __init__(self, hash_key: bytes) -> None:
        if not 16 <= len(hash_key) <= 64:
            raise ValueError(f"hash_key must have 16 to 64 bytes; got {len(hash_key)}")
        self.hash_key = hash_key
        # Names repeat: hashing and reading them once each is most of the speed.
        self._hashed = functools.lru_cache(_CACHED)(self._hash)
        self._tool = functools.lru_cache(_CACHED)(self._about)
        self._named = functools.lru_cache(_CACHED)(self._name)

    def __call__(self, event: ActionEvent, time: float) -> Features:
        """Features of one event at this event time, in seconds."""
        hashed, second = self._hashed, int(time)
        session, credential, address = event.session_id, event.credential_id, event.source_ip
        is_weekend = (second - _MONDAY_S) // _DAY_S % 7 > 4
        x: Features = {
            **self._named(event.tool, event.action, event.resource or ""),
            "time": time,
            "hour": second % _DAY_S // 3_600 + 24 * is_weekend,
            "n_items": event.n_items,
            "n_bytes": event.n_bytes,
            "outcome": event.outcome,
            "is_intent": event.phase == "intent",
            "session": hashed(session) if session else 0,
            "credential": hashed(credential) if credential else 0,
            "address": hashed(address) if address else 0,
            "is_approved": event.approval_id is not None,
        }
        environment = event.environment
        if environment is not None and environment.lower() in PRODUCTION:
            x["is_production"] = True
        if event.attributes:
            _declare(x, event.attributes)
        if x["is_broad"]:
            x["broad_tool"] = _mix(x["tool"], 5 + x["is_production"])
        if x["is_changing"] and event.n_items >= 10:
            x["impact"] += 15 if event.n_items >= 100 else 5
        return x

    def ident(self, event: ActionEvent) -> int:
        """A hash of the event's id and phase."""
        return zlib.crc32(event.event_id.encode(), event.phase == "intent")

    def content(self, event: ActionEvent, x: Features) -> int:
        """A hash of everything that decides: keyed through the names, so nobody can aim at it."""
        # A tuple of numbers hashes alike in every process: only strings are salted.
        return (
            hash(
                (
                    # Its own time: a record that is sent again gets another one from the broker.
                    *(x["pair"], x["verb"], event.timestamp, x["n_items"], x["n_bytes"]),
                    *(x["credential"], x["address"], x["session"]),
                    *(x["impact"], x["is_production"], x["is_broad"], x["is_irreversible"]),
                    *(x["is_approved"], x["is_public"], zlib.crc32(x["outcome"].encode())),
                )
            )
            & 0xFFFF_FFFF
        )

    def _hash(self, text: str) -> int:
        digest = hashlib.blake2b(text.encode(), digest_size=4, key=self.hash_key).digest()
        return int.from_bytes(digest) or 1

    def _about(self, tool: str) -> tuple[int, tuple[int, ...]]:
        """A tool's hash, and those of the nouns in its name."""
        nouns = {word.removesuffix("s") for word in words(tool) - _NO_NOUN}
        return self._hash(tool), tuple(sorted(self._hash(noun) for noun in nouns))

    def _name(self, tool: str, action: Action, resource: str) -> Features:
        target_name = resource.lower()
        tool_hash, nouns = self._tool(tool)
        target = self._hash(target_name) if target_name else 0
        is_changing = action not in _READING
        prefix_name = family(target_name)
        meant = meaning(tool, action, target_name)
        return {
            "action": action,
            "verb": _VERB[action],
            "is_changing": is_changing,
            "tool": tool_hash,
            "target": target,
            "pair": _mix(tool_hash, target),
            "class_target": _mix(1 + is_changing, target) if target else 0,
            "prefix": _mix(3, self._hashed(prefix_name)) if prefix_name else 0,
            "nouns": nouns,
            "impact": meant.points,
            "by_tool": meant.by_tool,
            "broad_tool": 0,
            "is_secret": meant.is_secret,
            "is_public": meant.is_public,
            "is_irreversible": meant.is_irreversible,
            "is_broad": meant.is_broad,
            "is_production": meant.is_production,
        }


def _mix(a: int, b: int) -> int:
    """Two keyed hashes as one of 32 bits, never 0."""
    return ((a * 0x9E37_79B1) ^ (b * 0x85EB_CA77) ^ (b >> 15)) & 0xFFFF_FFFF or 1


def _declare(x: Features, attributes: dict[str, str | int | float | bool]) -> None:
    """What the producer declares about a call beats what its names suggest, upwards only.

    A rogue agent must not be able to declare its call harmless: declarations can add weight,
    only configuration can take it away.
    """
    if attributes.get("irreversible") is True and x["is_changing"]:
        x["is_irreversible"] = True
    if attributes.get("recursive") is True and x["action"] == "delete":
        x["impact"] += 20
        x["is_broad"] = True
    if attributes.get("external") is True and x["action"] in ("send", "write"):
        x["is_public"] = True
        x["impact"] += 10
