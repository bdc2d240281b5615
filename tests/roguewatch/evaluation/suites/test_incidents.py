"""Suite `incidents` judges everybody on one benchmark, somebody else's too."""

from pathlib import Path

import pytest

from roguewatch.evaluation.suites import OURS, Incidents, Options, Progress, Result
from roguewatch.simulation.benchmark import Benchmark, write_labels
from roguewatch.simulation.incidents.backup_deletion import BackupDeletion
from roguewatch.simulation.incidents.mass_permission_change import MassPermissionChange
from roguewatch.simulation.incidents.retired_agent import RetiredAgent
from roguewatch.simulation.writing import write_jsonl

# On one worker: the suite runs once for all of them.
pytestmark = pytest.mark.xdist_group("incidents")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("data")
    cases = (BackupDeletion(), MassPermissionChange(), RetiredAgent())
    benchmark = Benchmark("dev", n_agents=24, cases=cases)
    write_jsonl(benchmark.events, folder / "events.jsonl.gz")
    write_labels(benchmark.labels, folder / "labels.jsonl")
    suite = Incidents()
    assert suite.data_in(folder) == folder
    return suite.run(Options(data=folder), Progress(None))


def test_ours_twice_and_four_competitors_on_the_same_incidents(result: Result) -> None:
    overall = [row for row in result.rows if row.suite == "incidents"]
    assert overall[0].competitor == OURS
    assert len(overall) == 6
    assert {row.figures["of"] for row in overall} == {3.0}
    assert all(row.must for row in overall if row.competitor == OURS)


def test_each_incident_has_a_line_of_its_own(result: Result) -> None:
    singles = {row.part: row.figures for row in result.rows if row.suite != "incidents"}
    assert list(singles) == ["backup-deletion", "mass-permission-change", "retired-agent"]
    assert singles["backup-deletion"]["alert at call"] == 1.0
    assert singles["mass-permission-change"]["stop by"] == 3.0


def test_everybodys_delays_are_kept_for_a_plot(result: Result) -> None:
    ours = {one.what: one.calls for one in result.delays if one.what.startswith(f"{OURS}, ")}
    assert ours[f"{OURS}, alerted"][0] == 1
    assert len(result.delays) == 2 * 6
    assert all(len(one.calls) == 3 for one in result.delays)


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    """The figures of a made-up fleet must not be taken for those of somebody's own."""
    with pytest.raises(ValueError, match=r"must be a folder with events\.jsonl"):
        Incidents().run(Options(data=tmp_path), Progress(None))


def test_among_all_suites_it_takes_the_folder_of_its_name_alone(tmp_path: Path) -> None:
    assert Incidents().data_in(tmp_path, is_named=False) is None
    (tmp_path / "incidents").mkdir()
    assert Incidents().data_in(tmp_path, is_named=False) == tmp_path / "incidents"
