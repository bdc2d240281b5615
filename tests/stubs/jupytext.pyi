from os import PathLike

from nbformat import NotebookNode

def read(fp: str | PathLike[str], as_version: int = ..., fmt: str | None = ...) -> NotebookNode: ...
