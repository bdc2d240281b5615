"""Keys at rest: `<role>.private.jwk`, `trust.jwks` (the public keys that count), `hash.key`."""

import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

import msgspec
from joserfc.jwk import KeySet, OKPKey

from .bad_key_file import readable

ROLES = ("worker", "issuer", "control", "operator", "enforcer")
TRUST_FILE = "trust.jwks"
HASH_KEY_FILE = "hash.key"
PRIVATE_SUFFIX = ".private.jwk"
# Fully specified by RFC 9864; the older name EdDSA leaves the curve open and is deprecated.
ALGORITHM: Final = "Ed25519"
_TRUST = f"public {ALGORITHM} keys as JWK set, each with an id of its own"


def new_key(kid: str) -> OKPKey:
    """Make a fresh key pair."""
    return OKPKey.generate_key(ALGORITHM, {"kid": kid, "use": "sig"}, private=True)


def read_private(path: Path) -> OKPKey:
    """Read one private key; its key id is a role, or a role, a dot and a name."""
    with readable(path, f"one private {ALGORITHM} key as JWK"):
        value = msgspec.json.decode(path.read_bytes(), type=dict[str, str | list[str]])
        return OKPKey.import_key(value)


def read_hash_key(path: Path) -> bytes:
    """Read the secret of the keyed hash."""
    with readable(path, "16 to 64 bytes in hexadecimal digits"):
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        if not 16 <= len(key) <= 64:
            raise ValueError(len(key))
        return key


def load_trust(path: Path) -> dict[str, OKPKey]:
    """Read the keys that count from their file."""
    with readable(path, _TRUST):
        return read_trust(path.read_bytes())


def read_trust(value: bytes) -> dict[str, OKPKey]:
    """Public Ed25519 keys by key id; anything else in the file is an error, not ignored."""
    trusted: dict[str, OKPKey] = {}
    for key in KeySet.import_key_set(msgspec.json.decode(value)).keys:
        if not isinstance(key, OKPKey) or key.as_dict(private=False)["crv"] != ALGORITHM:
            raise ValueError(f"trusted keys must be {ALGORITHM}; got {key.kid!r}")
        if not key.kid or key.kid in trusted:
            raise ValueError(f"key ids must be present and unique; got {key.kid!r}")
        trusted[key.kid] = key
    return trusted


def enforcer_key(name: str) -> str:
    """Return the key id of an enforcer, of one of its instances, or of its part in one agent.

    Examples
    --------
    >>> enforcer_key("vault"), enforcer_key("vault/eu-1"), enforcer_key("sdk-gate/default/mail-1")
    ('enforcer.vault', 'enforcer.vault/eu-1', 'enforcer.sdk-gate/default/mail-1')
    """
    if not all(name.split("/", 2)) or not name.isprintable() or len(name) > 200:
        raise ValueError(f"enforcer must be NAME, NAME/INSTANCE or NAME/TENANT/AGENT; got {name!r}")
    return f"enforcer.{name}"


def init_keys(directory: Path, roles: Collection[str] = ROLES) -> list[Path]:
    """Create what is missing and return the files written; safe to run again.

    `roles` are key ids: a role, or a role, a dot and a name, such as those of `enforcer_key`.

    Private files are readable by their owner alone. Keys already in `trust.jwks` stay trusted, also
    those whose private half lives elsewhere.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(directory):
        return _init(directory, roles)


def _init(directory: Path, roles: Collection[str]) -> list[Path]:
    written: list[Path] = []
    public: dict[str, dict[str, str]] = {}
    for role in roles:
        # A name may hold a slash.
        path = directory / f"{quote(role, safe='')}{PRIVATE_SUFFIX}"
        if not path.exists():
            made = msgspec.json.encode(new_key(role).as_dict(private=True))
            _write(path, made, 0o600)
            written.append(path)
        key = read_private(path)
        public[str(key.kid)] = {k: str(v) for k, v in key.as_dict(private=False).items()}
    if _add_trust(directory / TRUST_FILE, public):
        written.append(directory / TRUST_FILE)
    if not (directory / HASH_KEY_FILE).exists():
        _write(directory / HASH_KEY_FILE, secrets.token_hex(32).encode(), 0o600)
        written.append(directory / HASH_KEY_FILE)
    return written


def _add_trust(path: Path, public: dict[str, dict[str, str]]) -> bool:
    """Add keys to the trust file; True when it changed."""
    listed: list[dict[str, str]] = []
    if path.exists():
        load_trust(path)
        listed = msgspec.json.decode(path.read_bytes())["keys"]
    known = {key["kid"]: key["x"] for key in listed}
    for kid, key in public.items():
        if known.get(kid, key["x"]) != key["x"]:
            raise ValueError(f"{path} must hold the public half of {kid!r}; it holds another key")
    missing = [key for kid, key in public.items() if kid not in known]
    if missing:
        _write(path, msgspec.json.format(msgspec.json.encode({"keys": listed + missing})), 0o644)
    return bool(missing)


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """Let two processes that start together not make two keys for one role."""
    import fcntl

    descriptor = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, value: bytes, mode: int) -> None:
    """Write all or nothing, never readable by others in between."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
