"""Test vectors of the killswitch protocol, for implementations by others.

The keys are public and for tests only. `python -m tests.alerts.vectors` writes the file again.
"""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc.jwk import OKPKey

from alerts.ack import encode_report
from alerts.command import TYP, Command, encode_command
from alerts.ids import alert_id, cmd_id, manual_id
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, encode_record

from .make import make_ack, make_command, make_heartbeat

PATH = Path(__file__).parent.parent / "vectors" / "killswitch.json"
ALG_NONE = b'{"alg":"none"}'
ALERT = ("default", "mail-1", ("burst", "volume"), 1_764_000_000.0, "0123456789abcdef")
_TWICE_REVOKED = {
    "action": "revoke",
    "mode": "revoke",
    "credential_id": "cred-2",
    "also_revoked": ("cred-1",),
}
ROLES = ("issuer", "operator", "worker", "enforcer")


def private_key(kid: str) -> OKPKey:
    """Return a key whose secret is the SHA-256 of its name: known to everyone."""
    secret = hashlib.sha256(f"roguewatch test key {kid}".encode()).digest()
    key = Ed25519PrivateKey.from_private_bytes(secret)
    return OKPKey.import_key(
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "kid": kid,
            "d": _b64(secret),
            "x": _b64(key.public_key().public_bytes_raw()),
        }
    )


def ring() -> KeyRing:
    keys = {role: private_key(role) for role in ROLES}
    return KeyRing(keys, keys)


def make_vectors() -> dict[str, Any]:
    """Return everything that the file holds."""
    keys = ring()
    command = make_command(credential_id="cred-1")
    return {
        "note": "Keys are for tests only. Ed25519 signs deterministically: compare byte for byte.",
        "trust": {"keys": [private_key(role).as_dict(private=False) for role in ROLES]},
        "private": {role: private_key(role).as_dict(private=True) for role in ROLES},
        "ids": [
            {
                "what": "alert_id",
                "of": list(ALERT),
                "is": alert_id(*ALERT),
            },
            {
                "what": "cmd_id",
                "of": ["a1", "default/mail-1", "suspend"],
                "is": cmd_id("a1", "default/mail-1", "suspend"),
            },
            {
                "what": "manual_id",
                "of": ["ann", "default/mail-1", "suspend", 1_764_000_000.0],
                "is": manual_id("ann", "default/mail-1", "suspend", 1_764_000_000.0),
            },
        ],
        "allowed": {
            "roles": ["issuer"],
            "audiences": ["urn:roguewatch:enforcers"],
            "tenants": ["default"],
            "modes": ["suspend", "revoke"],
        },
        "tokens": _tokens(command, keys),
        "order": _order(keys),
        "other": {
            "ack": encode_report(make_ack(command), keys),
            "heartbeat": encode_report(make_heartbeat(), keys),
            "ledger_start": encode_record(LedgerRecord(kind="start", time=1_000.0), keys),
        },
    }


def _tokens(command: Command, keys: KeyRing) -> list[dict[str, Any]]:
    good = encode_command(command, keys)
    header, payload, signature = good.split(".")
    fields = msgspec.to_builtins(command)
    shadow = encode_command(make_command(mode="shadow"), keys)
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))

    def sign(changes: dict[str, Any]) -> str:
        return keys.sign(json.dumps(claims | changes).encode(), "issuer", TYP)

    refused = [
        ("operator signed, only the issuer allowed", "signature", "operator", {}),
        ("another audience", "audience", "issuer", {"audience": "urn:other"}),
        ("another tenant", "tenant", "issuer", {"tenant": "other"}),
        ("shadow mode", "mode", "issuer", {"mode": "shadow"}),
    ]
    forged = [
        ("signature of another command", f"{header}.{payload}.{shadow.split('.')[2]}"),
        ("shadow turned live", f"{shadow.split('.')[0]}.{payload}.{shadow.split('.')[2]}"),
        ("no signature", f"{header}.{payload}."),
        ("alg none", f"{_b64(ALG_NONE)}.{payload}."),
        ("alg EdDSA", _with_header(good, alg="EdDSA")),
        ("unknown kid", _with_header(good, kid="nobody")),
        ("kid of another role", _with_header(good, kid="operator")),
        ("another typ", _with_header(good, typ="JWT")),
        ("last bits of the signature", f"{header}.{payload}.{signature[:-1]}{_twin(signature)}"),
    ]
    malformed: list[tuple[str, dict[str, Any]]] = [
        ("sub present", {"sub": "default/mail-1"}),
        ("exp present", {"exp": 4_600}),
    ]
    accepted = [
        {"name": "suspend", "token": good, "accepted": fields},
        {
            "name": "revoke",
            "token": encode_command(make_command(action="revoke", mode="revoke"), keys),
            "accepted": msgspec.to_builtins(make_command(action="revoke", mode="revoke")),
        },
        {
            "name": "revoke of a second credential",
            "token": encode_command(make_command(**_TWICE_REVOKED), keys),
            "accepted": msgspec.to_builtins(make_command(**_TWICE_REVOKED)),
        },
        {
            "name": "reinstate",
            "token": encode_command(make_command(action="reinstate", not_after=None), keys),
            "accepted": msgspec.to_builtins(make_command(action="reinstate", not_after=None)),
        },
    ]
    return [
        *accepted,
        *(
            {
                "name": name,
                "token": encode_command(make_command(**changes), keys, role),
                "refused": reason,
            }
            for name, reason, role, changes in refused
        ),
        *({"name": name, "token": token, "refused": "signature"} for name, token in forged),
        *(
            {"name": name, "token": sign(changes), "refused": "malformed"}
            for name, changes in malformed
        ),
    ]


def _order(keys: KeyRing) -> list[dict[str, Any]]:
    """Return commands in the order they arrive, with the answer and who is stopped after it."""
    steps: list[tuple[dict[str, Any], float, str, bool]] = [
        ({"sequence": 1}, 1_001.0, "applied", True),
        ({"sequence": 1}, 1_002.0, "already", True),
        ({"sequence": 1, "reason": "another"}, 1_003.0, "refused", True),
        ({"sequence": 2, "action": "reinstate"}, 1_004.0, "applied", False),
        ({"sequence": 1}, 1_005.0, "refused", False),
        ({"sequence": 9, "mode": "shadow"}, 1_006.0, "refused", False),
        ({"sequence": 3, "not_after": 1_100.0}, 1_007.0, "applied", True),
        ({"sequence": 4, "not_after": 1_050.0}, 1_060.0, "refused", True),
        ({"epoch": 3, "sequence": 99, "action": "reinstate"}, 1_061.0, "refused", True),
        ({"epoch": 9, "sequence": 1, "not_after": 1_080.0}, 1_062.0, "applied", True),
        ({"epoch": 9, "sequence": 1, "not_after": 1_080.0}, 1_090.0, "already", True),
        ({"epoch": 9, "sequence": 1, "not_after": 1_080.0}, 1_100.0, "already", False),
    ]
    return [
        {
            "token": encode_command(make_command(**changes), keys),
            "now": now,
            "answer": answer,
            "is_stopped": is_stopped,
        }
        for changes, now, answer, is_stopped in steps
    ]


def _with_header(token: str, **changes: str) -> str:
    header, payload, signature = token.split(".")
    fields = json.loads(base64.urlsafe_b64decode(header + "==")) | changes
    return f"{_b64(json.dumps(fields).encode())}.{payload}.{signature}"


def _twin(signature: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return alphabet[alphabet.index(signature[-1]) ^ 1]


def _b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


if __name__ == "__main__":
    PATH.write_text(json.dumps(make_vectors(), indent=1) + "\n", encoding="utf-8")
