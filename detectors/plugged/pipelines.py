"""A River pipeline written down in the configuration, as one writes it in Python."""

import ast
import functools
import importlib
from collections.abc import Callable
from typing import Any

_PACKAGES = ("anomaly", "preprocessing", "compose", "linear_model", "feature_extraction", "optim")
_MOST_CHARACTERS = 1_000


@functools.cache
def written_pipeline(text: str) -> Callable[[], Any]:
    """A function that makes the pipeline; the same function for the same text.

    Steps are joined by ``|``; a step is a class of River's, with or without arguments. Nothing is
    evaluated: what is not a class of River's, a literal or a bar between two steps is refused.

    Raises
    ------
    ValueError
        If the text is anything else; says what.

    Examples
    --------
    >>> make = written_pipeline("StandardScaler | HalfSpaceTrees(n_trees=5, seed=1)")
    >>> list(make().steps)
    ['StandardScaler', 'HalfSpaceTrees']
    >>> written_pipeline("__import__('os')")
    Traceback (most recent call last):
        ...
    ValueError: a pipeline must name classes of River's; got '__import__'
    """
    if len(text) > _MOST_CHARACTERS:
        raise ValueError(f"a pipeline must have at most {_MOST_CHARACTERS} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, RecursionError, ValueError) as error:
        raise ValueError(f"a pipeline must be steps joined by |; {error}") from None

    def make() -> Any:
        try:
            made = _make(tree)
        except TypeError as error:
            raise ValueError(f"arguments of a step must be its own: {error}") from None
        return made() if isinstance(made, type) else made

    make()
    return make


def _make(node: ast.expr) -> Any:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left, right = _make(node.left), _make(node.right)
        left = left() if isinstance(left, type) else left
        return left | (right() if isinstance(right, type) else right)
    if isinstance(node, ast.Name):
        return _class(node.id)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        kind = _class(node.func.id)
        if any(word.arg is None for word in node.keywords):
            raise ValueError("arguments of a step must be written out")
        given = {str(word.arg): _argument(word.value) for word in node.keywords}
        return kind(*(_argument(each) for each in node.args), **given)
    raise ValueError(f"a pipeline must be steps joined by |; got {ast.unparse(node)!r}")


def _argument(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError):
        made = _make(node)
        return made() if isinstance(made, type) else made


def _class(name: str) -> type:
    for package in _PACKAGES:
        module = importlib.import_module(f"river.{package}")
        found = getattr(module, name, None) if name in getattr(module, "__all__", ()) else None
        if isinstance(found, type):
            return found
    raise ValueError(f"a pipeline must name classes of River's; got {name!r}")
