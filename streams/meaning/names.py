"""The names that agents chose: hashed with one key, and what they mean; each is read once."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from baselines.features import ACTIONS, Action, Features
from baselines.known_symbols import BITS, CLASSES, MIX_A, mix, mix_target
from detectors.settings.tool_setting import ToolSetting

from .caller import Caller
from .catalogue import Meaning, has_telling_word, is_plain_telling, is_telling, meaning
from .catalogue_raised import with_command, with_setting
from .commands import read_command
from .folder import Folder
from .nouns import nouns
from .target import Target
from .targets import family, folder_of, normalise
from .tool_use import ToolUse
from .verbs import verb_of

_VERB: Final = {action: index for index, action in enumerate(ACTIONS)}
_READING: Final = frozenset(("read", "other"))
_MOST_NAMES: Final = 65_536
_MOST_TOOLS: Final = 4_096


class Names:
    """What the names of tools, targets and callers tell, whoever uses them.

    Names repeat: hashing and reading them once each is most of the speed. All that is kept follows
    from the names, so forgetting it changes nothing.

    Parameters
    ----------
    hash_key
        Secret that keeps agents from choosing strings that collide; 16 to 64 bytes.
    tools
        What the configuration says of tools, by name.

    Examples
    --------
    >>> names = Names(b"0123456789abcdef", {})
    >>> names.target("/home/Ada").hash == names.target("/home/ada").hash
    True
    >>> names.use("delete_volume", "delete").is_changing
    True
    """

    def __init__(self, hash_key: bytes, tools: Mapping[str, ToolSetting]) -> None:
        if not 16 <= len(hash_key) <= 64:
            raise ValueError(f"hash_key must have 16 to 64 bytes; got {len(hash_key)}")
        self._tools = tools
        self._keyed = hashlib.blake2b(digest_size=4, key=hash_key)
        self._hashes: dict[str, int] = {}
        self._uses: dict[Action, dict[str, ToolUse]] = {action: {} for action in ACTIONS}
        self._targets: dict[str, Target] = {}
        self._folders: dict[str, Folder] = {}
        self._callers: dict[str, Caller] = {}
        self._meanings: dict[tuple[str, Action, str], Meaning] = {}

    def hashed(self, name: str) -> int:
        """The hash of a name that an agent or its owner chose, as in `Features`."""
        known = self._hashes.get(name)
        if known is not None:
            return known
        _make_room(self._hashes, _MOST_NAMES)
        self._hashes[name] = hashed = self._hash(name)
        return hashed

    def _hash(self, text: str) -> int:
        keyed = self._keyed.copy()
        keyed.update(text.encode())
        digest: bytes = keyed.digest()
        return (digest[0] << 24 | digest[1] << 16 | digest[2] << 8 | digest[3]) or 1

    def caller(
        self,
        key: str,
        credential: str,
        address: str,
        version: str,
        model: str,
        parent: str,
        principal: str,
        environment: str,
    ) -> Caller:
        known = self._callers.get(key)
        if known is not None:
            if known.is_called(credential, address, version, model, parent, principal, environment):
                return known
            before, known.before = known.before, None
            if before is not None and before.is_called(
                credential, address, version, model, parent, principal, environment
            ):
                before.before = known
                self._callers[key] = before
                return before
        _make_room(self._callers, _MOST_NAMES)
        self._callers[key] = caller = Caller(
            (credential, address, version, model, parent, principal, environment),
            (
                self.hashed(credential) if credential else 0,
                self.hashed(address) if address else 0,
                self.hashed(version) if version else 0,
                self.hashed(model) if model else 0,
                self.hashed(parent) if parent else 0,
                self.hashed(principal) if principal else 0,
            ),
            known,
        )
        return caller

    def target(self, resource: str) -> Target:
        known = self._targets.get(resource)
        if known is not None:
            return known
        _make_room(self._targets, _MOST_NAMES)
        self._targets[resource] = target = self._in_folder(resource) or self._new_target(resource)
        return target

    def _in_folder(self, resource: str) -> Target | None:
        """A new target in a known folder, of which only the last part is left to read."""
        slash = resource.rfind("/")
        folder = self._folders.get(resource[:slash]) if slash > 0 else None
        if folder is None:
            return None
        is_telling_too = is_plain_telling(resource[slash + 1 :])
        if is_telling_too is None:
            return None
        hashed = self._hash(resource)
        return Target(
            hashed, mix_target(hashed), folder.prefix, folder.is_telling or is_telling_too
        )

    def _new_target(self, resource: str) -> Target:
        name = normalise(resource)
        hashed, prefix_name, prefix = self._hash(name), family(name), 0
        if prefix_name == name:
            # So it is with a third of what is new; no name is hashed twice.
            prefix = mix(3, hashed) if name else 0
        elif prefix_name:
            prefix = mix(3, self.hashed(prefix_name))
            if name == resource and (folder := folder_of(name)):
                _make_room(self._folders, _MOST_NAMES)
                self._folders[folder] = Folder(prefix, has_telling_word(folder))
        return Target(hashed, mix_target(hashed), prefix, is_telling(name))

    def use(self, tool: str, verb: Action) -> ToolUse:
        uses = self._uses[verb]
        known = uses.get(tool)
        if known is not None:
            return known
        _make_room(uses, _MOST_TOOLS)
        uses[tool] = use = self._new_use(tool, verb)
        return use

    def _new_use(self, tool: str, action: Action) -> ToolUse:
        setting = self._tools.get(tool)
        if setting is not None and setting.verb is not None:
            action = setting.verb
        elif action == "other":
            # Nobody said what it does: its name may.
            action = verb_of(tool)
        tool_hash, is_changing = self._hash(tool), action not in _READING
        # A tool that also reads is not known to change what it read.
        kind = mix(5 + is_changing, tool_hash)
        pair = mix(kind, 0)
        x = Features(
            time=0.0,
            action=action,
            verb=_VERB[action],
            is_changing=is_changing,
            tool=tool_hash,
            pair=pair,
            nouns=tuple(sorted([self._hash(noun) for noun in nouns(tool)])),
        )
        mean(x, self.meaning(tool, action, ""))
        return ToolUse(x, action, kind * MIX_A & BITS, CLASSES[is_changing])

    def meaning(self, tool: str, action: Action, resource: str) -> Meaning:
        """What the names mean, what the command that is run does, and what is configured."""
        name = tool, action, resource
        known = self._meanings.get(name)
        if known is not None:
            return known
        meant = meaning(tool, action, normalise(resource))
        # The resource of what runs commands is often the command; its case counts.
        command = read_command(resource) if action == "execute" and resource else None
        if command is not None:
            meant = with_command(meant, tool, command)
        setting = self._tools.get(tool)
        if setting is not None:
            meant = with_setting(meant, action, setting)
        _make_room(self._meanings, _MOST_TOOLS)
        self._meanings[name] = meant
        return meant


def mean(x: Features, meant: Meaning) -> None:
    """Add what the names mean."""
    x.impact = meant.points
    x.by_tool = meant.by_tool
    x.is_secret = meant.is_secret
    x.is_public = meant.is_public
    x.is_irreversible = meant.is_irreversible
    x.is_broad = meant.is_broad
    x.is_production = meant.is_production


def _make_room(known: dict[Any, Any], at_most: int) -> None:
    if len(known) >= at_most:
        known.clear()
