"""Who signed: one Ed25519 key a role, and a file that says which keys count."""

import secrets
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import unquote

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from .key_files import (
    ALGORITHM,
    HASH_KEY_FILE,
    PRIVATE_SUFFIX,
    ROLES,
    TRUST_FILE,
    init_keys,
    load_trust,
    new_key,
    read_hash_key,
    read_private,
)
from .no_private_key import NoPrivateKey
from .signed import BadSignature, Signed, canonical_segments

__all__ = ["MAX_TOKEN_BYTES", "ROLES", "BadSignature", "KeyRing", "Signed", "init_keys", "role_of"]

MAX_TOKEN_BYTES = 131_072
# So that a token of it, in base64 and with its header, is one that `open` accepts.
MAX_PAYLOAD_BYTES = 96_000


class KeyRing:
    """The private keys this process may sign with, and the public keys it trusts.

    A key id is a role, or a role, a dot and a name ("enforcer.vault", "worker.2027"): so one role
    can have several keys, and a key can be replaced while the old one still counts. The role comes
    from the trust file alone; a message can only name a key, not what the key may do.

    Parameters
    ----------
    private
        Key by role, for signing.
    trusted
        Public key by key id.
    hash_key
        The secret with which attacker-chosen strings are hashed, where this process has it.

    Examples
    --------
    >>> ring = KeyRing.generate()
    >>> token = ring.sign(b"stop", "issuer", "example+jwt")
    >>> ring.verify(token, {"issuer"}, "example+jwt")
    b'stop'
    >>> ring.verify(token, {"operator"}, "example+jwt")
    Traceback (most recent call last):
    ...
    alerts.signed.BadSignature: key 'issuer' must have one of the roles ['operator']
    """

    def __init__(
        self,
        private: Mapping[str, OKPKey],
        trusted: Mapping[str, OKPKey],
        hash_key: bytes | None = None,
    ) -> None:
        self._private = dict(private)
        self._trusted = dict(trusted)
        named = (kid.partition(".")[2] for kid in trusted if role_of(kid) == "enforcer")
        self.named_enforcers = frozenset(name.partition("/")[0] for name in named if name)
        """Enforcers with a key of their own, for whom the shared one does not speak."""
        self.hash_key = hash_key

    @classmethod
    def generate(cls, roles: Collection[str] = ROLES) -> "KeyRing":
        """Fresh keys that rest in memory only."""
        private = {role: new_key(role) for role in roles}
        return cls(private, private, secrets.token_bytes(32))

    @classmethod
    def load(cls, directory: Path) -> "KeyRing":
        """Read what the directory has: `<role>.private.jwk`, `trust.jwks`, `hash.key`."""
        private = {
            unquote(path.name.removesuffix(PRIVATE_SUFFIX)): read_private(path)
            for path in sorted(directory.glob(f"*{PRIVATE_SUFFIX}"))
        }
        trust_file = directory / TRUST_FILE
        if not trust_file.exists():
            raise FileNotFoundError(
                f"{trust_file} must exist; run: roguewatch keys init --dir {directory}"
            )
        hash_file = directory / HASH_KEY_FILE
        hash_key = read_hash_key(hash_file) if hash_file.exists() else None
        return cls(private, load_trust(trust_file), hash_key)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles this process can sign for."""
        return tuple(sorted(self._private))

    def trusts(self, kid: str) -> bool:
        """Tell whether a key counts here."""
        return kid in self._trusted

    def sign(self, payload: bytes, role: str, typ: str) -> str:
        """Return the compact JWS; the same payload, key and type always give the same token."""
        key = self._private.get(role)
        if key is None:
            raise NoPrivateKey(role, self.roles)
        if len(payload) > MAX_PAYLOAD_BYTES:
            raise ValueError(
                f"payload must have at most {MAX_PAYLOAD_BYTES} bytes; got {len(payload)}"
            )
        header = {"alg": ALGORITHM, "kid": key.kid, "typ": typ}
        return jws.serialize_compact(header, payload, key, algorithms=[ALGORITHM])

    def verify(self, token: str | bytes, roles: Collection[str], typ: str) -> bytes:
        """Return the payload, or raise `BadSignature`."""
        return self.open(token, roles, typ).payload

    def open(self, token: str | bytes, roles: Collection[str], typ: str) -> Signed:
        """Return payload and signer, or raise `BadSignature`.

        Algorithm, roles and type are the caller's; the message chooses none of them.
        """
        raw = token.encode("ascii", "replace") if isinstance(token, str) else token
        if len(raw) > MAX_TOKEN_BYTES:
            raise BadSignature(f"token must have at most {MAX_TOKEN_BYTES} bytes; got {len(raw)}")
        canonical_segments(raw)
        try:
            message = jws.extract_compact(raw)
        except (JoseError, ValueError) as error:
            raise BadSignature(f"token must be a compact JWS; got {type(error).__name__}") from None
        header = message.headers()
        if set(header) != {"alg", "kid", "typ"}:
            raise BadSignature(f"header must have alg, kid and typ only; got {sorted(header)!r}")
        if header["alg"] != ALGORITHM:
            raise BadSignature(f"alg must be {ALGORITHM!r}; got {header['alg']!r}")
        if header["typ"] != typ:
            raise BadSignature(f"typ must be {typ!r}; got {header['typ']!r}")
        kid = header["kid"]
        key = self._trusted.get(kid) if isinstance(kid, str) else None
        if key is None:
            raise BadSignature(f"kid must be a trusted key; got {kid!r}")
        role = role_of(kid)
        if role not in roles:
            raise BadSignature(f"key {kid!r} must have one of the roles {sorted(roles)!r}")
        try:
            is_valid = jws.validate_compact(message, key, algorithms=[ALGORITHM])
        except (JoseError, ValueError) as error:
            raise BadSignature(f"signature must be valid; got {type(error).__name__}") from None
        if not is_valid:
            raise BadSignature("signature must be valid; it is not")
        return Signed(payload=message.payload, kid=kid, role=role)


def role_of(kid: str) -> str:
    """Return the role of a key id: all up to its first dot."""
    return kid.partition(".")[0]
