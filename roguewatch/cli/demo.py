"""`roguewatch demo`: the whole path once, with agents that go rogue."""

from pathlib import Path
from typing import Annotated

import typer


def demo(
    seed: Annotated[int, typer.Option(help="Decides the fleet and who goes rogue.")] = 1,
    history: Annotated[
        Path | None, typer.Option(help="Somebody else's fleet, as native JSONL (plain or gzip).")
    ] = None,
    bootstrap_servers: Annotated[
        str | None, typer.Option(help="Your Kafka; the embedded broker when not given.")
    ] = None,
    agents: Annotated[int, typer.Option(min=200, help="Size of the simulated fleet.")] = 200,
    days: Annotated[int, typer.Option(min=7, help="Length of the simulated history.")] = 14,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Delete our topics on your Kafka first.")
    ] = False,
) -> None:
    """Run worker, control and enforcer on a fleet with a history, and let seven agents go rogue.

    Exits 1 when an incident was missed, a benign agent was stopped, or benign alerts exceed the
    dial's 99 % bound; 2 when it could not run.
    """
    import asyncio
    import signal
    import sys

    from roguewatch.demo.cannot_run import CannotRun
    from roguewatch.demo.live_screen import LiveScreen
    from roguewatch.demo.options import Options
    from roguewatch.demo.plain_screen import PlainScreen
    from roguewatch.demo.process_died import ProcessDied
    from roguewatch.demo.run import Demo

    options = Options(
        seed=seed,
        n_agents=agents,
        n_days=days,
        history=history,
        bootstrap_servers=bootstrap_servers,
        is_fresh=fresh,
    )
    screen = LiveScreen() if sys.stdout.isatty() else PlainScreen()

    async def run() -> int:
        task = asyncio.current_task()
        if task is not None:
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await Demo(options, screen).run()

    screen.open()
    exit_code = 2
    try:
        exit_code = asyncio.run(run())
    except CannotRun as error:
        screen.line("error", str(error))
    except ProcessDied as error:
        screen.line("error", str(error))
        for line in error.output.splitlines():
            screen.line("error", line)
    except (KeyboardInterrupt, asyncio.CancelledError):
        screen.line("demo", "stopped, and with it every process it had started")
        exit_code = 130
    finally:
        screen.close()
    raise typer.Exit(exit_code)
