"""What is said about encryption and the account reaches the clients, or is an error."""

import re
import ssl
from pathlib import Path

import pytest

from streams.embedded_broker import EmbeddedBroker
from streams.kafka.security import KafkaSecurity, client_settings

ROOT = Path(__file__).parents[3]
ACCOUNT = {"security_protocol": "SASL_PLAINTEXT", "user": "worker"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, where no setting comes from."""
    for name in KafkaSecurity.__struct_fields__:
        monkeypatch.delenv(f"ROGUEWATCH_KAFKA_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_said_is_a_plain_client() -> None:
    assert client_settings() == {}


def test_the_password_comes_from_its_file_and_the_environment_wins(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "secret").write_text(" with a space \n")
    (folder / "roguewatch.toml").write_text(
        'kafka_security_protocol = "SASL_PLAINTEXT"\n'
        'kafka_user = "file"\nkafka_password_file = "secret"\n'
    )
    monkeypatch.setenv("ROGUEWATCH_KAFKA_USER", "environment")
    assert client_settings() == {
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "environment",
        "sasl_plain_password": " with a space ",
    }


def test_an_encrypted_client_checks_who_it_speaks_to() -> None:
    settings = KafkaSecurity(security_protocol="SSL").client_settings()
    context = settings.pop("ssl_context")
    assert settings == {"security_protocol": "SSL"}
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"security_protocol": "TLS"}, "SECURITY_PROTOCOL must be one of PLAINTEXT, SSL, .*'TLS'"),
        ({"sasl_mechanism": "GSSAPI"}, "SASL_MECHANISM must be one of PLAIN, SCRAM"),
        ({"user": "worker"}, "PROTOCOL must be one that uses ROGUEWATCH_KAFKA_USER; got PLAINTEXT"),
        ({"security_protocol": "SASL_SSL"}, "ROGUEWATCH_KAFKA_USER must be given with SASL_SSL"),
        (ACCOUNT, "ROGUEWATCH_KAFKA_PASSWORD_FILE must be given with SASL_PLAINTEXT"),
        (
            ACCOUNT | {"password_file": "secret", "ca_file": "ca.pem"},
            "PROTOCOL must be one that uses ROGUEWATCH_KAFKA_CA_FILE; got SASL_PLAINTEXT",
        ),
        ({"security_protocol": "SSL", "key_file": "key.pem"}, "CERT_FILE must be given with a key"),
    ],
)
def test_what_does_not_go_together_is_refused(given: dict[str, str], message: str) -> None:
    """Else somebody believes to be encrypted, or known, and is not."""
    with pytest.raises(ValueError, match=message):
        KafkaSecurity(**given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"security_protocol": "SSL", "ca_file": "none.pem"},
            "CA_FILE: none.pem must be .*No",
        ),
        ({"security_protocol": "SSL", "cert_file": "empty"}, "CERT_FILE: empty must be"),
        (ACCOUNT | {"password_file": "none"}, "PASSWORD_FILE: none must be a file .*No such"),
        (ACCOUNT | {"password_file": "empty"}, "PASSWORD_FILE: empty must hold a password"),
    ],
)
def test_a_file_that_is_not_what_it_has_to_be_is_named(
    folder: Path, given: dict[str, str], message: str
) -> None:
    (folder / "empty").write_text("\n")
    with pytest.raises(ValueError, match=message):
        KafkaSecurity(**given).client_settings()


def test_the_embedded_broker_says_that_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROGUEWATCH_KAFKA_SECURITY_PROTOCOL", "SSL")
    with pytest.raises(ConnectionError, match="must be PLAINTEXT with the embedded"):
        EmbeddedBroker().start()


def test_no_client_is_made_without_them() -> None:
    """One that forgets them works everywhere but in production."""
    made = re.compile(r"\b(?:AIOKafka|Kafka)(?:Producer|Consumer|AdminClient)\(")
    files = {file for file in (ROOT / "streams").rglob("*.py") if made.search(file.read_text())}
    assert len(files) > 10
    forgetful = [
        file.name
        for file in files
        if file.read_text().count("client_settings()") < len(made.findall(file.read_text()))
        and file.name != "producer.py"  # Two clients of the same settings.
    ]
    assert forgetful == []
