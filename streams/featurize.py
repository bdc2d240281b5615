"""From an action event to features: hash what an agent chose, read what its words mean."""

import functools
import hashlib
import zlib
from collections.abc import Mapping
from operator import itemgetter
from typing import get_args

from baselines.features import ACTIONS, Action, Features, Outcome
from baselines.known_symbols import BITS as _32_BITS
from baselines.known_symbols import MIX_A as _MIX_A
from baselines.known_symbols import MIX_B as _MIX_B
from detectors.settings.tool_setting import ToolSetting

from .events import ActionEvent
from .meaning.bait import Bait
from .meaning.catalogue import PRODUCTION, Meaning, is_telling, meaning
from .meaning.catalogue_raised import with_command, with_setting
from .meaning.change_windows import ChangeWindows
from .meaning.commands import read_command
from .meaning.declared import SERVER, declare
from .meaning.nouns import nouns
from .meaning.register import Register
from .meaning.targets import family, normalise
from .meaning.verbs import verb_of
from .read_event import ReadEvent

_VERB = {action: index for index, action in enumerate(ACTIONS)}
_READING = frozenset(("read", "other"))
_DAY_S = 86_400
_MONDAY_S = 4 * _DAY_S  # 1970-01-05
_CACHED = 65_536
_MAX_SKEW_S = 300.0
_MIXED_CLASS = (_MIX_A, 2 * _MIX_A)
_OUTCOME = {outcome: index for index, outcome in enumerate(get_args(Outcome))}
_decisive = itemgetter(
    *("pair", "verb", "n_items", "n_bytes", "credential", "address", "session"),
    *("impact", "is_production", "is_broad", "is_irreversible", "is_approved", "is_public"),
)
Who = tuple[int, int, int, int]
_HOUR_OF_WEEK = [hour % 24 + 24 * (hour >= 120) for hour in range(168)]


class Featurizer:
    """Turns events into features with one keyed hash; pure, so the same in worker and notebook.

    Parameters
    ----------
    hash_key
        Secret that keeps agents from choosing strings that collide; 16 to 64 bytes.
    tools
        What the configuration says of tools, by name.
    bait
        Which targets are bait, where any are.
    windows
        Which calls are announced, where any are.
    register
        What is declared of agents, where anything is.

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

    def __init__(
        self,
        hash_key: bytes,
        tools: Mapping[str, ToolSetting] | None = None,
        bait: Bait | None = None,
        windows: ChangeWindows | None = None,
        register: Register | None = None,
    ) -> None:
        if not 16 <= len(hash_key) <= 64:
            raise ValueError(f"hash_key must have 16 to 64 bytes; got {len(hash_key)}")
        self.hash_key = hash_key
        self._tools = dict(tools or {})
        self.bait = bait
        self._windows = windows
        self._register = register
        self._keyed = hashlib.blake2b(digest_size=4, key=hash_key)
        # Names repeat: hashing and reading them once each is most of the speed.
        self._hashed = functools.lru_cache(_CACHED)(self._hash)
        self._tool = functools.lru_cache(_CACHED // 16)(self._about)
        self._target = functools.lru_cache(_CACHED)(self._aim)
        self._who = functools.lru_cache(_CACHED)(self._named)
        self._meant = functools.lru_cache(_CACHED // 16)(self._meaning)

    def __call__(self, event: ActionEvent, time: float) -> Features:
        """Features of one event at this event time, in seconds."""
        hashed, second = self._hashed, int(time)
        about, mixed = self._tool(event.tool, event.action)
        x = about.copy()
        x["time"] = time
        x["hour"] = _HOUR_OF_WEEK[(second - _MONDAY_S) // 3_600 % 168]
        x["n_items"] = event.n_items
        x["n_bytes"] = event.n_bytes
        x["outcome"] = event.outcome
        if event.phase == "intent":
            x["is_intent"] = True
        if session := event.session_id:
            x["session"] = hashed(session)
        # An agent is the same from call to call: who it is, is one look-up.
        x["credential"], x["address"], who = self._who(
            event.credential_id,
            event.source_ip,
            event.agent_version,
            event.model,
            event.parent_agent_id,
            event.on_behalf_of,
        )
        if who is not None:
            x["who"] = who
        if event.approval_id is not None:
            x["is_approved"] = True
        if resource := event.resource:
            target, mixed_target, x["prefix"], is_telling = self._target(resource)
            if self.bait is not None and resource in self.bait:
                x["is_bait"] = True
            x["target"] = target
            x["pair"] = (mixed ^ mixed_target) & _32_BITS or 1
            x["class_target"] = (_MIXED_CLASS[x["is_changing"]] ^ mixed_target) & _32_BITS or 1
            action = x["action"]
            if is_telling or action == "execute" or (x["is_secret"] and "." in resource):
                _mean(x, self._meant(event.tool, action, resource))
        environment = event.environment
        if environment is not None and environment.lower() in PRODUCTION:
            x["is_production"] = True
        if event.attributes:
            declare(x, event.attributes, self._tools.get(event.tool))
            if "declared" in x:
                server = event.attributes.get(SERVER)
                x["declarer"] = _mix(x["tool"], hashed(server) if isinstance(server, str) else 7)
        if self._windows is not None and (cap := self._windows.cap_of(event, time)):
            x["planned"] = cap
        if self._register is not None:
            violated = self._register.violated(event, time)
            if violated is not None:
                x["undeclared"] = violated
        if x["is_broad"]:
            x["broad_tool"] = _mix(x["tool"], 5 + x["is_production"])
        if x["is_changing"] and event.n_items >= 10:
            x["impact"] += 15 if event.n_items >= 100 else 5
        return x

    def read(self, event: ActionEvent, record_time: float | None = None) -> ReadEvent:
        """Read all that is needed of an event before a profile is looked at.

        An event whose own time is further than five minutes from its record's is judged at that.
        """
        time = own_time = event.timestamp
        flags: tuple[str, ...] = ()
        if record_time is not None and abs(time - record_time) > _MAX_SKEW_S:
            time, flags = record_time, ("clock",)
        x = self(event, time)
        ident, content = self.ident(event), self.content(own_time, x)
        return ReadEvent(event, event.key, time, x, ident, content, flags)

    def hashed(self, name: str) -> int:
        """The hash of a name that an agent or its owner chose, as in `Features`."""
        return self._hashed(name)

    def ident(self, event: ActionEvent) -> int:
        """A hash of the event's id and phase."""
        return zlib.crc32(event.event_id.encode(), event.phase == "intent")

    def content(self, time: float, x: Features) -> int:
        """A hash of everything that decides: keyed through the names, so nobody can aim at it.

        `time` is the event's own: a record that is sent again gets another one from the broker.
        """
        # A tuple of numbers hashes alike in every process: only strings are salted.
        decisive = _decisive(x), x.get("declared", 0)
        return hash((time, _OUTCOME[x["outcome"]], decisive)) & _32_BITS

    def _hash(self, text: str) -> int:
        keyed = self._keyed.copy()
        keyed.update(text.encode())
        return int.from_bytes(keyed.digest()) or 1

    def _named(
        self, credential: str | None, address: str | None, *names: str | None
    ) -> tuple[int, int, Who | None]:
        """Hashes of a credential, an address, and of version, model, parent and principal."""
        hashed = self._hashed
        version, model, parent, principal = (hashed(name) if name else 0 for name in names)
        who = version, model, parent, principal
        return (
            hashed(credential) if credential else 0,
            hashed(address) if address else 0,
            who if any(who) else None,
        )

    def _about(self, tool: str, action: Action) -> tuple[Features, int]:
        """What a tool and verb tell whatever they are used on, and a hash of both, mixed."""
        setting = self._tools.get(tool)
        if setting is not None and setting.verb is not None:
            action = setting.verb
        elif action == "other":
            # Nobody said what it does: its name may.
            action = verb_of(tool)
        tool_hash, is_changing = self._hash(tool), action not in _READING
        # A tool that also reads is not known to change what it read.
        kind = _mix(5 + is_changing, tool_hash)
        x: Features = {
            **{"time": 0.0, "hour": 0, "n_items": 0, "n_bytes": 0, "outcome": "unknown"},
            **{"is_intent": False, "session": 0, "credential": 0, "address": 0},
            **{"is_approved": False, "target": 0, "class_target": 0, "prefix": 0},
            "broad_tool": 0,
            "action": action,
            "verb": _VERB[action],
            "is_changing": is_changing,
            "tool": tool_hash,
            "pair": _mix(kind, 0),
            "nouns": tuple(sorted(self._hash(noun) for noun in nouns(tool))),
        }
        _mean(x, self._meant(tool, action, ""))
        return x, kind * _MIX_A

    def _meaning(self, tool: str, action: Action, resource: str) -> Meaning:
        """What the names mean, what the command that is run does, and what is configured."""
        meant = meaning(tool, action, normalise(resource))
        # The resource of what runs commands is often the command; its case counts.
        command = read_command(resource) if action == "execute" and resource else None
        if command is not None:
            meant = with_command(meant, tool, command)
        setting = self._tools.get(tool)
        return meant if setting is None else with_setting(meant, action, setting)

    def _aim(self, resource: str) -> tuple[int, int, int, bool]:
        """A target's hash, the same mixed, its family's, and whether its name tells more."""
        name = normalise(resource)
        target, prefix_name = self._hash(name), family(name)
        prefix = _mix(3, self._hashed(prefix_name)) if prefix_name else 0
        return target, (target * _MIX_B) ^ (target >> 15), prefix, is_telling(name)


def _mix(a: int, b: int) -> int:
    """Two keyed hashes as one of 32 bits, never 0."""
    return ((a * _MIX_A) ^ (b * _MIX_B) ^ (b >> 15)) & _32_BITS or 1


def _mean(x: Features, meant: Meaning) -> None:
    x["impact"] = meant.points
    x["by_tool"] = meant.by_tool
    x["is_secret"] = meant.is_secret
    x["is_public"] = meant.is_public
    x["is_irreversible"] = meant.is_irreversible
    x["is_broad"] = meant.is_broad
    x["is_production"] = meant.is_production
