"""Keys at rest are private, and making them twice changes nothing."""

import json
import stat
from pathlib import Path

import pytest

from alerts.bad_key_file import BadKeyFile
from alerts.key_files import ROLES, enforcer_key, init_keys, new_key, read_hash_key, read_trust
from alerts.keys import BadSignature, KeyRing


def contents(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def test_a_host_gets_all_roles_the_trust_and_the_hash_key(tmp_path: Path) -> None:
    init_keys(tmp_path / "keys")
    names = {*(f"{role}.private.jwk" for role in ROLES), "trust.jwks", "hash.key"}
    assert set(contents(tmp_path / "keys")) == names


def test_a_second_run_keeps_everything(tmp_path: Path) -> None:
    init_keys(tmp_path)
    before = contents(tmp_path)
    assert init_keys(tmp_path) == []
    assert contents(tmp_path) == before


def test_only_the_owner_reads_what_is_secret(tmp_path: Path) -> None:
    init_keys(tmp_path / "keys")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()}
    assert modes.pop("trust.jwks") == 0o644
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_the_trust_file_holds_no_private_half(tmp_path: Path) -> None:
    init_keys(tmp_path)
    keys = json.loads((tmp_path / "trust.jwks").read_text())["keys"]
    assert [key["kid"] for key in keys] == list(ROLES)
    assert all("d" not in key for key in keys)


def test_loaded_keys_sign_and_verify(tmp_path: Path) -> None:
    init_keys(tmp_path)
    ring = KeyRing.load(tmp_path)
    assert ring.hash_key is not None
    assert len(ring.hash_key) == 32
    assert ring.verify(ring.sign(b"x", "operator", "t"), {"operator"}, "t") == b"x"


def test_a_lost_key_is_replaced_only_if_the_trust_agrees(tmp_path: Path) -> None:
    """Silently trusting a new issuer would be what an intruder wants."""
    init_keys(tmp_path)
    (tmp_path / "issuer.private.jwk").unlink()
    with pytest.raises(ValueError, match="public half of 'issuer'"):
        init_keys(tmp_path)


def test_a_named_key_shares_the_role_and_can_be_retired(tmp_path: Path) -> None:
    init_keys(tmp_path)
    key = new_key("worker.2027")
    (tmp_path / "worker.private.jwk").write_text(json.dumps(key.as_dict(private=True)))
    init_keys(tmp_path)
    token = KeyRing.load(tmp_path).sign(b"x", "worker", "t")
    assert KeyRing.load(tmp_path).open(token, {"worker"}, "t").kid == "worker.2027"
    trust = json.loads((tmp_path / "trust.jwks").read_text())
    trust["keys"] = [key for key in trust["keys"] if key["kid"] != "worker.2027"]
    (tmp_path / "trust.jwks").write_text(json.dumps(trust))
    with pytest.raises(BadSignature, match="kid"):
        KeyRing.load(tmp_path).verify(token, {"worker"}, "t")


def test_a_folder_without_trust_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="roguewatch keys init"):
        KeyRing.load(tmp_path)


@pytest.mark.parametrize(
    "keys",
    [
        [{"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQ", "kid": "issuer"}],
        [{"kty": "OKP", "crv": "X25519", "x": "UdJLCj4uV8rrqkyJABI6nHCgVUKXDvVPRkdsbMOIYSI"}],
        [new_key("issuer").as_dict(private=False), new_key("issuer").as_dict(private=False)],
    ],
)
def test_a_strange_key_in_the_trust_file_is_an_error(keys: list[dict[str, str]]) -> None:
    with pytest.raises(ValueError, match="must be"):
        read_trust(json.dumps({"keys": keys}).encode())


def test_an_enforcer_of_its_own_has_a_key_of_its_own(tmp_path: Path) -> None:
    names = [enforcer_key(name) for name in ("vault", "sdk-gate/default/a/b")]
    init_keys(tmp_path, ["worker", *names])
    assert set(contents(tmp_path)) == {
        "worker.private.jwk",
        "enforcer.vault.private.jwk",
        "enforcer.sdk-gate%2Fdefault%2Fa%2Fb.private.jwk",
        "trust.jwks",
        "hash.key",
    }
    ring = KeyRing.load(tmp_path)
    assert ring.roles == ("enforcer.sdk-gate/default/a/b", "enforcer.vault", "worker")
    assert ring.named_enforcers == {"vault", "sdk-gate"}
    assert ring.open(ring.sign(b"x", names[1], "t"), {"enforcer"}, "t").kid == names[1]


@pytest.mark.parametrize("name", ["", "/", "vault/", "/eu", "vault//a", "a\nb", "x" * 201])
def test_an_enforcer_without_a_proper_name_gets_no_key(name: str) -> None:
    with pytest.raises(ValueError, match="enforcer must be NAME"):
        enforcer_key(name)


@pytest.mark.parametrize("name", ["trust.jwks", "worker.private.jwk", "hash.key"])
@pytest.mark.parametrize("content", [b"", b"junk", b"{}", b'{"keys": 5}', b"\xff", b'{"kty": "x"}'])
def test_a_damaged_file_is_named_and_what_it_holds_is_not(
    tmp_path: Path, name: str, content: bytes
) -> None:
    init_keys(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadKeyFile, match=rf"{name} must hold ") as error:
        KeyRing.load(tmp_path)
    assert "junk" not in str(error.value)


@pytest.mark.parametrize("content", ["00" * 8, "00" * 65, "0" * 33])
def test_a_hash_key_has_a_sound_length(tmp_path: Path, content: str) -> None:
    (tmp_path / "hash.key").write_text(content)
    with pytest.raises(BadKeyFile, match="16 to 64 bytes in hexadecimal digits"):
        read_hash_key(tmp_path / "hash.key")
