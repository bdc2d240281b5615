"""An Apache Kafka as in production: it encrypts, and lets in only who has an account."""

import datetime
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from streams.embedded_broker import free_port

from .kafka_broker import KafkaBroker

USER, PASSWORD = "roguewatch", "correct horse"

_SECURED = """
listeners=INTERNAL://127.0.0.1:{internal},SASL_SSL://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
listener.security.protocol.map=INTERNAL:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
inter.broker.listener.name=INTERNAL
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
ssl.keystore.type=PEM
ssl.keystore.location={directory}/broker.pem
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=\\
  org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl_ssl.plain.sasl.jaas.config=\\
  org.apache.kafka.common.security.plain.PlainLoginModule required user_{user}="{password}";
"""


class SecuredKafka(KafkaBroker):
    """One node that clients reach by SASL_SSL alone, with an account of our own.

    Its certificate, self-signed, is `ca.pem` in its folder, the password `password`.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory)
        self._internal_port = free_port()

    @property
    def answering_port(self) -> int:
        return self._internal_port

    @property
    def format_arguments(self) -> tuple[str, ...]:
        return ("--add-scram", f"SCRAM-SHA-512=[name={USER},password={PASSWORD}]")

    @property
    def settings(self) -> dict[str, str]:
        """What clients have to be told, as environment variables."""
        return {
            "ROGUEWATCH_BOOTSTRAP_SERVERS": self.bootstrap_servers,
            "ROGUEWATCH_KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
            "ROGUEWATCH_KAFKA_CA_FILE": str(self.directory / "ca.pem"),
            "ROGUEWATCH_KAFKA_USER": USER,
            "ROGUEWATCH_KAFKA_PASSWORD_FILE": str(self.directory / "password"),
        }

    def server_properties(self) -> str:
        plain = "\n".join(
            line
            for line in super().server_properties().splitlines()
            if not line.startswith("listener")
        )
        return plain + _SECURED.format(
            internal=self._internal_port,
            port=self.port,
            controller=self._controller_port,
            directory=self.directory,
            user=USER,
            password=PASSWORD,
        )

    def start(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        (self.directory / "password").write_text(f"{PASSWORD}\n")
        key, certificate = self_signed()
        (self.directory / "broker.pem").write_bytes(key + certificate)
        (self.directory / "ca.pem").write_bytes(certificate)
        super().start()


def self_signed() -> tuple[bytes, bytes]:
    """Make a private key and a certificate for 127.0.0.1, both as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "kafka of the tests")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(
        encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, certificate.public_bytes(encoding)
