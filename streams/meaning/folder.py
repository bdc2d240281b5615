"""A folder: what its name tells of all that lies in it."""

from mypy_extensions import mypyc_attr


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class Folder:
    """What follows for a target with a plain name of its own from the folder that it lies in.

    Parameters
    ----------
    prefix
        The hash of the family of all targets in it.
    is_telling
        Whether a word of the folder's name says something about a call.

    Examples
    --------
    >>> Folder(7, is_telling=False).prefix
    7
    """

    def __init__(self, prefix: int, is_telling: bool) -> None:
        self.prefix = prefix
        self.is_telling = is_telling
