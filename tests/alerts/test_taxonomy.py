"""Every id we print exists, under the name we print."""

import json
from pathlib import Path

import pytest

import detectors
from alerts.taxonomy import BY_ACTION, BY_DETECTOR, NAMES, OTHERWISE, tags, to_attack
from baselines import ACTIONS

VENDORED = json.loads(
    (Path(__file__).parent.parent / "vectors" / "taxonomy.json").read_text(encoding="utf-8")
)["names"]
USED = {tag for found in (*BY_DETECTOR.values(), *BY_ACTION.values()) for tag in found}


@pytest.mark.parametrize("tag", sorted({*NAMES, *USED, *OTHERWISE}))
def test_an_id_exists_under_its_name(tag: str) -> None:
    assert NAMES[tag] == VENDORED[tag]


def test_every_shipped_detector_has_ids_of_its_own() -> None:
    kinds = [getattr(detectors, name) for name in detectors.__all__]
    names = {
        kind.name
        for kind in kinds
        if isinstance(kind, type)
        and issubclass(kind, detectors.Detector)
        and kind is not detectors.Detector
    }
    assert names - set(BY_DETECTOR) == set()


def test_every_action_is_one_that_events_can_have() -> None:
    assert set(BY_ACTION) <= set(ACTIONS)


def test_what_is_unknown_is_a_rogue_agent() -> None:
    assert tags(["nobody"], ["other"]) == ("ASI10",)


@pytest.mark.parametrize(
    ("tag", "technique", "sub_technique"),
    [
        ("AML.T0101", "AML.T0101", None),
        ("AML.T0034.002", "AML.T0034", "AML.T0034.002"),
        ("T1485", "T1485", None),
        ("T1078.004", "T1078", "T1078.004"),
    ],
)
def test_a_part_of_a_technique_names_the_whole(
    tag: str, technique: str, sub_technique: str | None
) -> None:
    attack = to_attack(tag)
    assert attack["technique"] == {"uid": technique, "name": NAMES[technique]}
    expected = sub_technique and {"uid": sub_technique, "name": NAMES[sub_technique]}
    assert attack.get("sub_technique") == expected
