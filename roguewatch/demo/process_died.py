"""A process that must run does not."""


class ProcessDied(Exception):
    """Carries the end of what the process wrote.

    Parameters
    ----------
    name
        Of the process.
    exit_code
        What it returned.
    output
        Its last lines.
    """

    def __init__(self, name: str, exit_code: int, output: str) -> None:
        super().__init__(f"{name} must keep running; it exited {exit_code}")
        self.output = output
