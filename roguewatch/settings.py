"""Every setting, from `ROGUEWATCH_*` and then from `roguewatch.toml`."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from roguewatch.bad_setting import BadSetting, refused
from streams.kafka.reachable import check_reachable
from streams.kafka.security import client_settings

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from detectors.config import Config


class Settings(BaseSettings):
    """Where Kafka is, where the keys lie, and how the processes run.

    An environment variable wins over the file; the file is `roguewatch.toml` in the working
    directory.

    Examples
    --------
    >>> Settings(partitions=8).partitions
    8
    >>> Settings(keys_dir=Path("/etc/roguewatch")).hash_key_path
    PosixPath('/etc/roguewatch/hash.key')
    """

    model_config = SettingsConfigDict(
        env_prefix="ROGUEWATCH_", toml_file="roguewatch.toml", extra="forbid", frozen=True
    )

    bootstrap_servers: str = Field(default="127.0.0.1:9092", description="Kafka brokers.")
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        default="PLAINTEXT", description="How Kafka is spoken to: in clear or encrypted, as whom."
    )
    kafka_ca_file: Path | None = Field(
        default=None, description="Who signs the brokers' certificates (PEM); else the system's."
    )
    kafka_cert_file: Path | None = Field(
        default=None, description="Our own certificate (PEM), where brokers ask for one."
    )
    kafka_key_file: Path | None = Field(
        default=None, description="Its private key (PEM), unless it lies in the same file."
    )
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        default="SCRAM-SHA-512", description="How the account's password is shown."
    )
    kafka_user: str | None = Field(default=None, description="Account with the brokers.")
    kafka_password_file: Path | None = Field(
        default=None, description="File that holds that account's password, and nothing else."
    )
    keys_dir: Path = Field(
        default=Path("~/.roguewatch/keys"), description="Folder of the signing keys."
    )
    hash_key_file: Path | None = Field(
        default=None,
        description="Key of the keyed hash; `hash.key` in the keys folder when not given.",
    )
    config: Path | None = Field(
        default=None, description="Detector configuration (TOML); the shipped one when not given."
    )
    mode: Literal["shadow", "suspend"] = Field(
        default="shadow", description="Whether commands only say what would happen, or suspend."
    )
    suspend_for_s: float = Field(
        default=3_600.0,
        ge=0.0,
        description="After how many seconds an automatic suspend lapses, and up to what age of the "
        "event it is given without a person; 0: it never lapses, and age does not matter.",
    )
    tenant: str = Field(default="default", description="Tenant of events that name none.")
    partitions: int = Field(
        default=4, ge=1, description="Partitions of the keyed topics, at creation."
    )
    group_id: str = Field(default="roguewatch-worker", description="Consumer group of the workers.")
    session_timeout_ms: int = Field(
        default=8_000,
        ge=1_000,
        description="After how long without a sign a worker counts as dead.",
    )
    metrics_host: str = Field(default="127.0.0.1", description="Address of metrics and health.")
    metrics_port: int = Field(
        default=9464,
        ge=0,
        le=65_535,
        description="Port of metrics and health; 0 takes any free one.",
    )

    def load_config(self) -> "Config":
        """The configuration of the detectors, each made once: what cannot be is refused here."""
        from detectors.config import Config
        from detectors.registry import make_detectors

        with refused(self.config or "the shipped configuration"):
            config = Config.load(self.config)
            make_detectors(config)
        return config

    @property
    def places(self) -> str:
        """Where a process that runs is found, for the line that it says at its start."""
        health = f"http://{self.metrics_host}:{self.metrics_port or '<any free port>'}"
        secured = "" if self.kafka_security_protocol == "PLAINTEXT" else self._account
        return f"Kafka at {self.bootstrap_servers}{secured}; health and metrics at {health}"

    @property
    def _account(self) -> str:
        user = f" as {self.kafka_user}" if self.kafka_user else ""
        return f" ({self.kafka_security_protocol}{user})"

    @property
    def keys_path(self) -> Path:
        return self.keys_dir.expanduser()

    @property
    def hash_key_path(self) -> Path:
        return (self.hash_key_file or self.keys_path / "hash.key").expanduser()

    @classmethod
    def with_options(cls, **options: Any) -> Self:
        """Let the command line win; an option that was not given there is None.

        Raises
        ------
        BadSetting
            If one cannot be used, wherever it comes from.

        Examples
        --------
        >>> Settings.with_options(partitions=8, group_id=None).group_id
        'roguewatch-worker'
        """
        try:
            return cls(**{name: value for name, value in options.items() if value is not None})
        except ValidationError as error:
            raise BadSetting("; ".join(map(_wrong, error.errors()))) from None
        except tomllib.TOMLDecodeError as error:
            raise BadSetting(f"roguewatch.toml must be TOML: {error}") from None

    @classmethod
    def with_kafka(cls, **options: Any) -> Self:
        """The same for who needs Kafka at once; raises `ConnectionError` where nobody listens."""
        settings = cls.with_options(**options)
        with refused("setting"):
            client_settings()
        check_reachable(settings.bootstrap_servers)
        return settings

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave out what is not documented: no `.env`, no secrets folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def _wrong(error: "ErrorDetails") -> str:
    name = ".".join(map(str, error["loc"]))
    return f"setting {name}: {error['msg']}; got {error['input']!r}"
