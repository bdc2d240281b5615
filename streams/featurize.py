"""From an action event to features: hash what an agent chose, read what its words mean."""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, cast, get_args

import msgspec

from baselines.features import Features, Outcome
from baselines.known_symbols import BITS, mix
from detectors.settings.tool_setting import ToolSetting

from .events import ActionEvent, Fields
from .meaning.bait import Bait
from .meaning.change_windows import ChangeWindows
from .meaning.declared import SERVER, Attributes, declare
from .meaning.names import Names, mean
from .meaning.register import Register
from .meaning.tool_use import ToolUse
from .read_event import ReadEvent

if TYPE_CHECKING:
    # To whoever compiles it, an int of 64 bits, as hashes are.
    from mypy_extensions import i64

_MONDAY_S: Final = 345_600  # 1970-01-05
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_DAYS: Final = 100_000
_MAX_SKEW_S: Final = 300.0
_OUTCOME: Final = {outcome: index for index, outcome in enumerate(get_args(Outcome))}
# As attributes of their modules they would be looked up with each event.
_as_tuple: Final = msgspec.structs.astuple
_crc32: Final = zlib.crc32


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
    >>> x.is_changing, x.hour, x.impact, x.is_production
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
        self.hash_key = hash_key
        self._tools = dict(tools or {})
        self._names = Names(hash_key, self._tools)
        self.bait = bait
        self._windows = windows
        self._register = register

    def __call__(self, event: ActionEvent, time: float) -> Features:
        """Features of one event at this event time, in seconds."""
        return self._read(event, time, time, ()).x

    def read(self, event: ActionEvent, record_time: float | None = None) -> ReadEvent:
        """Read all that is needed of an event before a profile is looked at.

        An event whose own time is further than five minutes from its record's is judged at that.
        """
        own_time = _timestamp(event.time)
        if record_time is not None and abs(own_time - record_time) > _MAX_SKEW_S:
            return self._read(event, own_time, record_time, ("clock",))
        return self._read(event, own_time, own_time, ())

    def _read(
        self, event: ActionEvent, own_time: float, time: float, flags: tuple[str, ...]
    ) -> ReadEvent:
        (
            event_id,
            _time,
            tenant,
            agent_id,
            _cohort,
            version,
            model,
            session_id,
            parent,
            principal,
            credential,
            address,
            tool,
            verb,
            resource,
            n_items,
            n_bytes,
            outcome,
            phase,
            environment,
            approval_id,
            attributes,
            _intent,
        ) = cast(Fields, _as_tuple(event))
        key = f"{tenant}/{agent_id}"
        caller = self._names.caller(
            key,
            credential or "",
            address or "",
            version or "",
            model or "",
            parent or "",
            principal or "",
            environment or "",
        )
        use = self._names.use(tool, verb)
        if session_id and session_id != caller.session_name:
            caller.session_name, caller.session = session_id, self._names.hashed(session_id)
        session = caller.session if session_id else 0
        is_intent, is_approved = phase == "intent", approval_id is not None
        x = use.call(time)
        x.hour = _hour_of_week(int(time))
        if n_items != 1:
            x.n_items = n_items
        if n_bytes:
            x.n_bytes = n_bytes
        if outcome != "success":
            x.outcome = outcome
        if is_intent:
            x.is_intent = True
        x.session = session
        x.credential = caller.credential
        x.address = caller.address
        if caller.who is not None:
            x.who = caller.who
        if is_approved:
            x.is_approved = True
        pair = use.mixed or 1
        if resource:
            pair = self._aim(x, tool, use, resource)
        if caller.is_production:
            x.is_production = True
        if attributes or self._windows is not None or self._register is not None:
            self._add_told(x, event, time, attributes)
        is_broad, is_production, impact = x.is_broad, x.is_production, x.impact
        if is_broad:
            x.broad_tool = mix(use.tool, 5 + is_production)
        if n_items >= 10 and use.is_changing:
            impact += 15 if n_items >= 100 else 5
            x.impact = impact
        # Everything that decides. Keyed through the names, so nobody can aim at it; a tuple of
        # numbers hashes alike in every process: only strings are salted. The time is the event's
        # own: a record that is sent again gets another one from the broker.
        decisive = (
            pair,
            use.verb,
            n_items,
            n_bytes,
            caller.credential,
            caller.address,
            session,
            impact,
            is_production,
            is_broad,
            x.is_irreversible,
            is_approved,
            x.is_public,
        )
        content: i64 = hash((own_time, _OUTCOME[outcome], (decisive, x.declared)))
        ident = _crc32(event_id.encode(), is_intent)
        return ReadEvent(event, key, time, x, ident, content & BITS, flags)

    def _aim(self, x: Features, tool: str, use: ToolUse, resource: str) -> int:
        """Add what the target tells; return the hash of tool, class and target together."""
        target = self._names.target(resource)
        if self.bait is not None and resource in self.bait:
            x.is_bait = True
        pair = (use.mixed ^ target.mixed) or 1
        x.target = target.hash
        x.pair = pair
        x.class_target = (use.class_mixed ^ target.mixed) or 1
        x.prefix = target.prefix
        if target.is_telling or use.action == "execute" or (use.is_secret and "." in resource):
            mean(x, self._names.meaning(tool, use.action, resource))
        return pair

    def _add_told(
        self, x: Features, event: ActionEvent, time: float, attributes: Attributes | None
    ) -> None:
        """Add what is declared, announced and registered."""
        if attributes:
            declare(x, attributes, self._tools.get(event.tool))
            if x.declared:
                server = attributes.get(SERVER)
                server_hash = self._names.hashed(server) if isinstance(server, str) else 7
                x.declarer = mix(x.tool, server_hash)
        if self._windows is not None and (cap := self._windows.cap_of(event, time)):
            x.planned = cap
        if self._register is not None:
            violated = self._register.violated(event, time)
            if violated is not None:
                x.undeclared = violated

    def hashed(self, name: str) -> int:
        """The hash of a name that an agent or its owner chose, as in `Features`."""
        return self._names.hashed(name)


def _timestamp(time: datetime) -> float:
    """`time.timestamp()`, which counts microseconds in numbers of any length, at half its price."""
    since = time - _EPOCH
    days = since.days
    if not -_MAX_DAYS < days < _MAX_DAYS:
        return time.timestamp()
    # Microseconds of 270 years are whole numbers in a float, too.
    return ((days * 86_400.0 + since.seconds) * 1e6 + since.microseconds) / 1e6


def _hour_of_week(second: int) -> int:
    hour = (second - _MONDAY_S) // 3_600 % 168
    return hour % 24 + (24 if hour >= 120 else 0)
