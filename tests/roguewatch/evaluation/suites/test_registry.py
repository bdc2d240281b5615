"""A suite is found by being exported, and asked for by its name."""

import pytest

from roguewatch.evaluation import suites
from roguewatch.evaluation.suites import Options, Progress, Result, Suite
from roguewatch.evaluation.suites.registry import choose, suite_classes


class Nothing(Suite):
    name = "nothing"
    summary = "Measures nothing."

    def run(self, options: Options, progress: Progress) -> Result:
        return Result([])


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suites, "Nothing", Nothing, raising=False)
    monkeypatch.setattr(suites, "__all__", [*suites.__all__, "Nothing"])


@pytest.mark.usefixtures("exported")
def test_exporting_a_suite_adds_it() -> None:
    assert suite_classes()["nothing"] is Nothing
    assert [suite.name for suite in choose(["nothing", "nothing"])] == ["nothing"]
    assert "nothing" in [suite.name for suite in choose([])]


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"suites must be among .*got \['nothing'\]"):
        choose(["nothing"])


def test_every_suite_says_what_it_is() -> None:
    for name, kind in suite_classes().items():
        assert kind.summary.endswith("."), name
        assert name == name.lower(), name
