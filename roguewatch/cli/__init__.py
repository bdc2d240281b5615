"""One command a file; `main` puts them together and imports each only when it is needed."""

from importlib.util import find_spec

if find_spec("typer") is None:
    # What agents install has the SDK alone, and yet this command.
    raise SystemExit(
        "roguewatch: the commands are not installed, only the SDK; run: pip install '.[monitor]'"
    )
