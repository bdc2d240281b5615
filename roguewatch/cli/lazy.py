"""A command group that imports a command's module only when the command is run or listed."""

import importlib
from collections.abc import Mapping
from typing import Any, ClassVar

import typer
import typer.core
import typer.main


class LazyGroup(typer.core.TyperGroup):
    """Commands by name and place, so that `roguewatch replay` never waits for the others.

    A place is `module:function`, or `module:app` for a command that has commands of its own.
    Contexts and commands are `Any` here, because Typer keeps its copy of click private.

    Examples
    --------
    >>> class Group(LazyGroup):
    ...     places = {"version": "roguewatch.cli.version:version"}
    >>> Group(name="roguewatch").list_commands(None)
    ['version']
    >>> Group(name="roguewatch").get_command(None, "version").help
    'Print the version.'
    """

    places: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        return [*self.places, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        place = self.places.get(cmd_name)
        return super().get_command(ctx, cmd_name) if place is None else _load(cmd_name, place)


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
