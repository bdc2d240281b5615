"""Progress changes nothing about the work."""

import sys
from types import ModuleType

import pytest

from roguewatch import progress


@pytest.mark.parametrize("is_notebook", [False, True])
def test_every_item_comes_through(is_notebook: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if is_notebook:
        monkeypatch.setitem(sys.modules, "ipykernel", ModuleType("ipykernel"))
    assert list(progress.watched(iter(range(600)), 600, "work")) == list(range(600))


def test_in_a_notebook_it_says_how_far_it_has_come(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ipykernel", ModuleType("ipykernel"))
    monkeypatch.setattr(progress, "_EVERY_S", -1.0)
    list(progress.watched(range(600), 600, "work"))
    assert "work: 512 of 600" in capsys.readouterr().err
