"""The demo cannot run as asked."""


class CannotRun(Exception):
    """Says why, and what to do; nothing was changed."""
