"""The `roguewatch` command: a new command is a file beside this one and a line below."""

from typing import ClassVar

import typer

from roguewatch.cli.lazy import LazyGroup


class Commands(LazyGroup):
    """Where each command lives, in the order of `roguewatch --help`."""

    places: ClassVar[dict[str, str]] = {
        "bench": "roguewatch.cli.bench:app",
        "version": "roguewatch.cli.version:version",
        "schema": "roguewatch.cli.schema:schema",
        "replay": "roguewatch.cli.replay:replay",
        "ingest": "roguewatch.cli.ingest:ingest",
        "dlq": "roguewatch.cli.dlq:app",
        "demo": "roguewatch.cli.demo:demo",
        "config": "roguewatch.cli.config:app",
        "tune": "roguewatch.cli.tune:tune",
        "explain": "roguewatch.cli.explain:explain",
        "detectors": "roguewatch.cli.detectors:detectors",
        "calibrate": "roguewatch.cli.calibrate:calibrate",
        "evaluate": "roguewatch.cli.evaluate:evaluate",
        "simulate": "roguewatch.cli.simulate:simulate",
        "keys": "roguewatch.cli.keys:keys",
        "topics": "roguewatch.cli.topics:app",
        "worker": "roguewatch.cli.worker:worker",
        "spans": "roguewatch.cli.spans:spans",
        "verify": "roguewatch.cli.verify:app",
        "control": "roguewatch.cli.control:control",
        "enforcer": "roguewatch.cli.enforcer:enforcer",
        "status": "roguewatch.cli.status:status",
        "kill": "roguewatch.cli.kill:kill",
        "reinstate": "roguewatch.cli.reinstate:reinstate",
        "release": "roguewatch.cli.release:release",
    }


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)


@app.callback()
def main() -> None:
    """Watch what autonomous AI agents do, and stop those that go rogue."""


if __name__ == "__main__":
    app()
