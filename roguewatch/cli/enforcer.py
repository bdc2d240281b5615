"""`roguewatch enforcer`: carry out commands somewhere, and confirm them."""

from pathlib import Path
from typing import Annotated

import typer

from roguewatch.cli.options import MetricsPort, Servers


def enforcer(
    deny_list: Annotated[
        Path | None,
        typer.Option(help="File of who is stopped, for gateways; a temporary one by default."),
    ] = None,
    webhook: Annotated[
        str | None, typer.Option(help="Push commands to this URL (RFC 8935) instead.")
    ] = None,
    confirm_url: Annotated[
        str | None, typer.Option(help="Where to ask whether an agent is active (RFC 7662).")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="Name of this enforcer in acknowledgements.")
    ] = None,
    instance: Annotated[
        str | None, typer.Option(help="Which of several under that name; host and process if not.")
    ] = None,
    serves: Annotated[
        list[str] | None,
        typer.Option(help="TENANT/AGENT or TENANT/* that it serves; repeatable. Default: all."),
    ] = None,
    journal: Annotated[
        Path | None, typer.Option(help="File to which each answer is appended (JSON lines).")
    ] = None,
    bootstrap_servers: Servers = None,
    keys_dir: Annotated[Path | None, typer.Option(help="Folder with the enforcer's key.")] = None,
    metrics_port: MetricsPort = None,
) -> None:
    """Carry out commands somewhere, prove it, and confirm under its own signature."""
    import tempfile

    from alerts.hooks import DenyListHook, Hook, WebhookHook
    from roguewatch.bad_setting import BadSetting
    from roguewatch.cli.subjects import one_or_all
    from roguewatch.enforcing import run_enforcer
    from roguewatch.settings import Settings
    from streams.loop import run

    settings = Settings.with_kafka(
        bootstrap_servers=bootstrap_servers, keys_dir=keys_dir, metrics_port=metrics_port
    )
    hook: Hook
    if webhook is not None:
        if confirm_url is None:
            raise typer.BadParameter("a webhook needs a --confirm-url, or nothing is confirmed")
        hook = WebhookHook(name or "webhook", webhook, confirm_url)
    else:
        path = deny_list or Path(tempfile.gettempdir()) / "roguewatch-denied.json"
        if not path.absolute().parent.is_dir():
            raise BadSetting(f"--deny-list must be in a folder that exists; got {path}")
        hook = DenyListHook(path, name or "deny-list")
    subjects = tuple(one_or_all("--serves", serves or ("*",)))
    if "/" in hook.name + (instance or ""):
        raise typer.BadParameter("name and instance must have no slash")
    typer.echo(f"roguewatch enforcer: {settings.places}", err=True)
    code = run(run_enforcer(settings, hook, subjects=subjects, instance=instance, journal=journal))
    raise typer.Exit(code)
