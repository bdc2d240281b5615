"""A command group that imports a command's module only when the command is run or listed."""

import errno
import importlib
from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

import typer
import typer.core
import typer.main

from alerts.no_private_key import NoPrivateKey
from roguewatch.bad_setting import BadSetting
from roguewatch.cli.missing_extra import missing_extra
from streams.kafka.errors import kafka_errors


class LazyGroup(typer.core.TyperGroup):
    """Commands by name and place, so that `roguewatch replay` never waits for the others.

    A place is `module:function`, or `module:app` for a command that has commands of its own.
    Contexts and commands are `Any` here, because Typer keeps its copy of click private.

    What is wrong outside of the program (no Kafka, or one that goes away, no keys, no file, an
    extra that was not installed, a setting that cannot be) is one line on stderr and exit code 2,
    whichever command runs.

    Examples
    --------
    >>> class Group(LazyGroup):
    ...     places = {"version": "roguewatch.cli.version:version"}
    >>> Group(name="roguewatch").list_commands(None)
    ['version']
    >>> Group(name="roguewatch").get_command(None, "version").help
    'Print the version, and whether the core is compiled.'
    """

    places: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        return [*self.places, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        place = self.places.get(cmd_name)
        return super().get_command(ctx, cmd_name) if place is None else _load(cmd_name, place)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (OSError, BadSetting, NoPrivateKey) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # `roguewatch … | head`: Typer ends quietly.
            _fail(ctx, str(error))
        except ModuleNotFoundError as error:
            if (sentence := missing_extra(error)) is None:
                raise
            _fail(ctx, sentence)
        except kafka_errors() as error:
            _fail(ctx, f"Kafka stopped answering: {error}")


def _fail(ctx: Any, sentence: str) -> NoReturn:
    typer.echo(f"roguewatch {ctx.invoked_subcommand}: {sentence}", err=True)
    raise typer.Exit(2) from None


def _load(name: str, place: str) -> Any:
    module, _, attribute = place.partition(":")
    target: Any = getattr(importlib.import_module(module), attribute)
    if isinstance(target, typer.Typer):
        group = typer.main.get_group(target)
        group.name = name
        return group
    single = typer.Typer(add_completion=False, pretty_exceptions_show_locals=False)
    single.command(name)(target)
    return typer.main.get_command(single)
