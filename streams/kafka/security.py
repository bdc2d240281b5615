"""With what security Kafka is reached: said once, for every client of ours."""

import os
import ssl
import tomllib
from pathlib import Path
from typing import Any, Self

import msgspec

PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


class KafkaSecurity(msgspec.Struct, frozen=True, kw_only=True):
    """The settings `ROGUEWATCH_KAFKA_*`: encryption, who we are, and where the password lies.

    Every process, command and agent takes them from the environment or `roguewatch.toml`, so that
    no client can be made that forgets them. aiokafka and kafka-python name them alike.

    Parameters
    ----------
    security_protocol
        `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT` or `SASL_SSL`.
    ca_file
        Certificates (PEM) that sign the brokers'; those the system trusts when not given.
    cert_file, key_file
        Certificate and private key (PEM) with which we show who we are, where brokers ask for one.
    sasl_mechanism
        `PLAIN`, `SCRAM-SHA-256` or `SCRAM-SHA-512`.
    user, password_file
        The account, and the file whose content, without the line's end, is its password.

    Raises
    ------
    ValueError
        If they do not go together: a password that would never be sent is a mistake, not a choice.

    Examples
    --------
    >>> KafkaSecurity().client_settings()
    {}
    >>> KafkaSecurity(security_protocol="SASL_SSL", user="worker")
    Traceback (most recent call last):
        ...
    ValueError: ROGUEWATCH_KAFKA_PASSWORD_FILE must be given with SASL_SSL; got nothing
    """

    security_protocol: str = "PLAINTEXT"
    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None
    sasl_mechanism: str = "SCRAM-SHA-512"
    user: str | None = None
    password_file: str | None = None

    def __post_init__(self) -> None:
        self._check_one_of("security_protocol", PROTOCOLS)
        self._check_one_of("sasl_mechanism", MECHANISMS)
        for name in ("user", "password_file"):
            self._check_goes_with(name, self.has_account, is_needed=self.has_account)
        for name in ("ca_file", "cert_file", "key_file"):
            self._check_goes_with(name, self.is_encrypted, is_needed=False)
        if self.key_file and not self.cert_file:
            raise ValueError(f"{_variable('cert_file')} must be given with a key; got nothing")

    @classmethod
    def resolve(cls) -> Self:
        """Take the environment, else `roguewatch.toml` in the working directory, else nothing."""
        file = Path("roguewatch.toml")
        written = tomllib.loads(file.read_text()) if file.is_file() else {}
        given = {
            name: os.environ.get(_variable(name)) or written.get(f"kafka_{name}")
            for name in cls.__struct_fields__
        }
        return cls(**{name: str(value) for name, value in given.items() if value})

    @property
    def is_encrypted(self) -> bool:
        return self.security_protocol.endswith("SSL")

    @property
    def has_account(self) -> bool:
        return self.security_protocol.startswith("SASL")

    def client_settings(self) -> dict[str, Any]:
        """What a client of aiokafka or kafka-python has to be given; reads the files.

        Raises
        ------
        ValueError
            If a file cannot be read, or is not what it has to be.
        """
        if self.security_protocol == "PLAINTEXT":
            return {}
        settings: dict[str, Any] = {"security_protocol": self.security_protocol}
        if self.is_encrypted:
            settings["ssl_context"] = self._context()
        if self.has_account:
            settings["sasl_mechanism"] = self.sasl_mechanism
            settings["sasl_plain_username"] = self.user
            settings["sasl_plain_password"] = self._password()
        return settings

    def _context(self) -> ssl.SSLContext:
        try:
            context = ssl.create_default_context(cafile=_path(self.ca_file))
        except (OSError, ssl.SSLError) as error:
            raise _unfit("ca_file", self.ca_file, "certificates (PEM)", error) from None
        if self.cert_file:
            try:
                # A password would be asked for on the terminal, where nobody sits.
                context.load_cert_chain(_path(self.cert_file) or "", _path(self.key_file), "")
            except (OSError, ssl.SSLError) as error:
                wanted = "a certificate and its key, without a passphrase (PEM)"
                raise _unfit("cert_file", self.cert_file, wanted, error) from None
        return context

    def _password(self) -> str:
        file = Path(self.password_file or "").expanduser()
        try:
            password = file.read_text().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise _unfit("password_file", file, "a file with the password", error) from None
        if not password:
            raise ValueError(f"{_variable('password_file')}: {file} must hold a password; is empty")
        return password

    def _check_one_of(self, name: str, allowed: tuple[str, ...]) -> None:
        if getattr(self, name) not in allowed:
            wanted = f"one of {', '.join(allowed)}"
            raise ValueError(f"{_variable(name)} must be {wanted}; got {getattr(self, name)!r}")

    def _check_goes_with(self, name: str, is_used: bool, *, is_needed: bool) -> None:
        value = getattr(self, name)
        if is_needed and not value:
            raise ValueError(
                f"{_variable(name)} must be given with {self.security_protocol}; got nothing"
            )
        if value and not is_used:
            raise ValueError(
                f"{_variable('security_protocol')} must be one that uses {_variable(name)}; "
                f"got {self.security_protocol}"
            )


def client_settings() -> dict[str, Any]:
    """What every Kafka client has to be given, beside where Kafka is."""
    return KafkaSecurity.resolve().client_settings()


def _variable(name: str) -> str:
    return f"ROGUEWATCH_KAFKA_{name.upper()}"


def _path(name: str | None) -> Path | None:
    return Path(name).expanduser() if name else None


def _unfit(name: str, file: object, wanted: str, error: Exception) -> ValueError:
    return ValueError(f"{_variable(name)}: {file} must be {wanted}; got {error}")
