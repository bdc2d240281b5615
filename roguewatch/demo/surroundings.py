"""What the processes of the demo find around them: a broker, and settings."""

import contextlib
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from streams.embedded_broker import EmbeddedBroker
from streams.kafka.reachable import check_reachable
from streams.kafka.topic_contents import delete_topics, topics_with_records

from .cannot_run import CannotRun
from .config import demo_config
from .options import Options

N_PARTITIONS = 4
SESSION_TIMEOUT_MS = 6_000


@contextlib.contextmanager
def broker_of(options: Options, say: Callable[[str], None]) -> Iterator[str]:
    """Yield where Kafka is: the embedded broker, or somebody's with our topics empty.

    The topics' names are fixed, so a broker that holds records of ours is refused: the demo would
    mix with them, and time runs from the history on. `--fresh` deletes them.
    """
    if options.bootstrap_servers is None:
        say("start the embedded broker (in memory, for demo and tests only)")
        with EmbeddedBroker() as broker:
            yield broker.bootstrap_servers
        return
    at = options.bootstrap_servers
    say(f"use the broker at {at}")
    try:
        check_reachable(at)
    except ConnectionError as error:
        raise CannotRun(str(error)) from None
    if options.is_fresh:
        delete_topics(at)
    elif full := topics_with_records(at):
        raise CannotRun(
            f"topics must be empty, or the demo would mix with what they hold: "
            f"{', '.join(full)}; use another broker, or --fresh to delete them"
        )
    yield at


def environment(folder: Path, bootstrap_servers: str) -> dict[str, str]:
    """Settings of all processes; given here, nothing in the user's own files counts."""
    return {
        "ROGUEWATCH_BOOTSTRAP_SERVERS": bootstrap_servers,
        "ROGUEWATCH_CONFIG": str(folder / "roguewatch-demo.toml"),
        "ROGUEWATCH_GROUP_ID": f"roguewatch-demo-{secrets.token_hex(4)}",
        "ROGUEWATCH_HASH_KEY_FILE": str(folder / "keys" / "hash.key"),
        "ROGUEWATCH_KEYS_DIR": str(folder / "keys"),
        "ROGUEWATCH_METRICS_PORT": "0",
        "ROGUEWATCH_MODE": demo_config().mode,
        "ROGUEWATCH_PARTITIONS": str(N_PARTITIONS),
        "ROGUEWATCH_SESSION_TIMEOUT_MS": str(SESSION_TIMEOUT_MS),
        "PYTHONUNBUFFERED": "1",
    }
