"""Each notebook beside its script: the same cells, no outputs, and the same bytes each time."""

import json
from pathlib import Path

import jupytext

FOLDER = Path(__file__).parent.parent.parent / "notebooks"


def paired(script: Path) -> str:
    """Return the notebook of a script, as text."""
    notebook = jupytext.read(script)
    for number, cell in enumerate(notebook.cells):
        # Ids made at random would differ each time.
        cell["id"] = f"cell-{number}"
        # Notebooks keep text as a list of lines.
        cell["source"] = str(cell["source"]).splitlines(keepends=True)
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_all() -> list[Path]:
    """Write the notebook of every script; return those that changed."""
    changed = []
    for script in sorted(FOLDER.glob("*.py")):
        path, text = script.with_suffix(".ipynb"), paired(script)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


if __name__ == "__main__":
    for path in write_all():
        print(f"wrote notebooks/{path.name}")
