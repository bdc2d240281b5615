"""The benchmark in words: the page that is published with its events and labels."""

from pathlib import Path

from ..incidents.case import Case
from ..incidents.cases import CASES
from ..incidents.scripted import Scripted

PAGE = Path(__file__).parent / "BENCHMARK.md"


def table() -> list[str]:
    """The page's line for each incident: a test holds it against the incidents themselves.

    Examples
    --------
    >>> table()[0].split("|")[1:4]
    [' `a` ', ' one-call ', ' 1 ']
    """
    return [_line(case) for case in CASES]


def _line(case: Case) -> str:
    of = case.incident if isinstance(case, Scripted) else case
    first = (type(of).__doc__ or "").partition("\n\n")[0].replace("\n   ", "")
    stop_by = "–" if case.stop_by is None else str(case.stop_by)
    needs, never = (", ".join(verbs) or "–" for verbs in (case.needs, case.never))
    what = f"{case.title[0].upper()}{case.title[1:]}. {first}"
    return f"| `{case.name}` | {case.kind} | {stop_by} | {what} | {needs} | {never} |"
