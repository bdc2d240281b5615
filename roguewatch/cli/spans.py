"""`roguewatch spans`: tool calls from an OpenTelemetry collector's topic."""

from typing import Annotated

import typer

from roguewatch.cli.options import MetricsPort, Servers


def spans(
    bootstrap_servers: Servers = None,
    topic: Annotated[str, typer.Option(help="Where the collector writes.")] = "otlp_spans",
    settle: Annotated[
        float, typer.Option(min=0.0, help="Seconds a call waits for the spans around it.")
    ] = 5.0,
    orphan: Annotated[
        float, typer.Option(min=0.0, help="Seconds a call waits for a span that names its agent.")
    ] = 300.0,
    metrics_port: MetricsPort = None,
) -> None:
    """Map the traces of an OpenTelemetry collector to agent-actions. Run exactly one.

    Reads what its Kafka exporter writes, as protobuf or JSON. What cannot be read goes to
    otlp_spans.dlq with the reason; calls that no agent is named for are counted in the metrics.
    """
    from roguewatch.settings import Settings
    from roguewatch.spans import run_spans
    from streams.loop import run

    settings = Settings.with_kafka(bootstrap_servers=bootstrap_servers, metrics_port=metrics_port)
    typer.echo(f"roguewatch spans: {settings.places}", err=True)
    raise typer.Exit(
        run(run_spans(settings, topic=topic, settle_s=settle, orphan_s=max(settle, orphan)))
    )
