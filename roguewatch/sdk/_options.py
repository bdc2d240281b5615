"""Where Kafka is and where the keys lie, for a process that has only the base install."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from streams.kafka.security import client_settings

_DEFAULTS = {
    "bootstrap_servers": "127.0.0.1:9092",
    "keys_dir": "~/.roguewatch/keys",
    "tenant": "default",
}


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of `roguewatch.settings` that an agent needs, from the same places.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers, `host:port`, separated by commas.
    keys_dir
        Folder with `trust.jwks` and, to acknowledge, the enforcer's private key.
    tenant
        Whose agents these are.
    fetch_max_wait_ms
        How long a broker may hold an empty answer. Apache Kafka answers at once when a command
        comes, so there it may be 500; the embedded broker looks every half of it.
    kafka
        More settings for the Kafka clients; those of `ROGUEWATCH_KAFKA_*` are there.

    Examples
    --------
    >>> Options.resolve(bootstrap_servers="kafka:9092", keys_dir="/etc/keys").keys_dir
    PosixPath('/etc/keys')
    """

    bootstrap_servers: str
    keys_dir: Path
    tenant: str
    fetch_max_wait_ms: int = 20
    kafka: Mapping[str, Any] = msgspec.field(default_factory=dict)

    @classmethod
    def resolve(
        cls,
        bootstrap_servers: str | None = None,
        keys_dir: str | Path | None = None,
        tenant: str | None = None,
        kafka: Mapping[str, Any] | None = None,
    ) -> "Options":
        """Take what is given, else `ROGUEWATCH_*`, else `roguewatch.toml`, else the default."""
        file = Path("roguewatch.toml")
        written = tomllib.loads(file.read_text()) if file.is_file() else {}

        def setting(name: str, given: str | None) -> str:
            from_environment = os.environ.get(f"ROGUEWATCH_{name.upper()}")
            return given or from_environment or str(written.get(name) or _DEFAULTS[name])

        return cls(
            bootstrap_servers=setting("bootstrap_servers", bootstrap_servers),
            keys_dir=Path(setting("keys_dir", str(keys_dir) if keys_dir else None)).expanduser(),
            tenant=setting("tenant", tenant),
            kafka=client_settings() | dict(kafka or {}),
        )
