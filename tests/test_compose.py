"""docker-compose.yml is what the Compose Specification allows, and starts what there is."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from roguewatch.cli.main import Commands
from roguewatch.settings import Settings

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "tests/vectors/compose-spec/compose-spec.json").read_text())
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OURS = {name: s for name, s in COMPOSE["services"].items() if s["image"] == "roguewatch"}


def test_it_follows_the_compose_specification() -> None:
    jsonschema.validate(COMPOSE, SCHEMA)


def test_the_schema_can_say_no() -> None:
    with pytest.raises(jsonschema.ValidationError, match="ports"):
        jsonschema.validate({"services": {"kafka": {"image": "x", "ports": "9092"}}}, SCHEMA)


@pytest.mark.parametrize("name", OURS)
def test_a_service_runs_a_command_that_exists(name: str) -> None:
    assert OURS[name]["command"][0] in Commands.places


@pytest.mark.parametrize("name", OURS)
def test_a_service_sets_only_settings_that_exist(name: str) -> None:
    known = {f"ROGUEWATCH_{field.upper()}" for field in Settings.model_fields}
    assert set(OURS[name]["environment"]) <= known


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_a_service_waits_only_for_what_can_come_about(name: str) -> None:
    """Healthy needs a health check; completed needs a service that ends."""
    for other, wait in COMPOSE["services"][name].get("depends_on", {}).items():
        depended = COMPOSE["services"][other]
        lives = "healthcheck" in depended
        assert wait["condition"] == (
            "service_healthy" if lives else "service_completed_successfully"
        )


@pytest.mark.parametrize("name", ["worker", "control", "enforcer"])
def test_the_three_processes_come_back_after_a_crash_and_say_how_they_are(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["restart"] == "unless-stopped"
    assert "/readyz" in service["healthcheck"]["test"][-1]
    assert "profiles" not in service
