"""Every notebook runs from its first cell to its last, and is the script beside it."""

import jupytext
import pytest
from nbclient import NotebookClient

from tests.notebooks.pairing import FOLDER, paired

NOTEBOOKS = sorted(path.name for path in FOLDER.glob("*.py"))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_runs(name: str) -> None:
    notebook = jupytext.read(FOLDER / name)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(FOLDER)}}).execute()
    shown = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    assert len(shown) >= 3


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_notebook_beside_it_has_the_same_cells_and_no_outputs(name: str) -> None:
    """`make notebooks` writes it."""
    path = (FOLDER / name).with_suffix(".ipynb")
    assert path.read_text(encoding="utf-8") == paired(FOLDER / name)
    cells = jupytext.read(path).cells
    assert [c.source for c in cells] == [c.source for c in jupytext.read(FOLDER / name).cells]
    assert all(not cell.outputs for cell in cells if cell.cell_type == "code")


def test_no_notebook_is_without_its_script() -> None:
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == {
        path.stem for path in FOLDER.glob("*.py")
    }


def test_the_six_of_them_are_there() -> None:
    assert len(NOTEBOOKS) >= 6
