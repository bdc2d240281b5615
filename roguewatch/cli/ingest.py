"""`roguewatch ingest`: recorded events to Kafka, as if they had come to be there live."""

from typing import Annotated

import typer

from roguewatch.cli.options import ConfigFile, Servers
from roguewatch.cli.replay import Paths, Source, SourceName


def ingest(
    paths: Paths,
    source: Source = SourceName.AUTO,
    bootstrap_servers: Servers = None,
    config: ConfigFile = None,
    append: Annotated[
        bool,
        typer.Option(
            "--append",
            help="Write although the topic holds records; snapshots then know these files only.",
        ),
    ] = False,
) -> None:
    """Send recorded events to agent-actions, with the snapshots of each hour in band.

    Creates missing topics, with the events' own time. A worker that reads the topic raises the
    alerts that `roguewatch replay` shows for the same files; the keys must be the worker's.
    """
    import asyncio

    from alerts.key_files import read_hash_key
    from alerts.keys import KeyRing
    from roguewatch.ingesting import Ingestion
    from roguewatch.settings import Settings
    from streams.kafka.history_topic import TopicNotFit
    from streams.reading import History

    try:
        settings = Settings.with_options(bootstrap_servers=bootstrap_servers, config=config)
        keys = KeyRing.load(settings.keys_path)
        keys.hash_key = read_hash_key(settings.hash_key_path)
        ingestion = Ingestion(
            settings.bootstrap_servers,
            settings.load_config(),
            keys,
            n_partitions=settings.partitions,
        )
        ingestion.prepare(is_append=append)
    except (OSError, ValueError, TopicNotFit) as error:
        typer.echo(f"roguewatch ingest: {error}", err=True)
        raise typer.Exit(2) from None
    asyncio.run(ingestion.send(History(paths, source)))
