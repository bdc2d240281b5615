"""What is under contract: everything the packages export, so that exporting is all it takes."""

import ast
import inspect
from pathlib import Path

import baselines
from baselines import Baseline
from detectors import Detector
from detectors.registry import detector_classes


def _baseline_classes() -> list[type[Baseline]]:
    exported = [getattr(baselines, name) for name in baselines.__all__]
    return [
        item
        for item in exported
        if inspect.isclass(item) and issubclass(item, Baseline) and hasattr(item, "name")
    ]


BASELINES: list[type[Baseline]] = _baseline_classes()
DETECTORS: list[type[Detector]] = list(detector_classes().values())


def source_of(kind: type) -> ast.ClassDef:
    """The class as it is written: compiled, it has no docstring any more."""
    module = inspect.getfile(kind)
    path = Path(module).with_name(f"{inspect.getmodulename(module)}.py")
    (found,) = (
        node
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    )
    return found


def docstring_of(kind: type) -> str:
    return ast.get_docstring(source_of(kind)) or ""


def parameters_of(kind: type) -> list[str]:
    """Names of the parameters, as they are written here or in what it inherits from."""
    for base in kind.__mro__[:-1]:
        for node in source_of(base).body:
            if isinstance(node, ast.FunctionDef) and node.name == "__init__":
                return [argument.arg for argument in node.args.args[1:]]
    return []


def name_of(kind: type) -> str:
    """What pytest calls a parameter."""
    return kind.__name__
