"""`roguewatch version` says which roguewatch this is."""

from importlib.metadata import version as installed_version

from baselines.compiled import told_of_core


def version() -> None:
    """Print the version, and whether the core is compiled."""
    print(installed_version("roguewatch"))
    print(told_of_core())
