"""A small history with an incident, made once."""

from datetime import UTC, datetime, timedelta

import pytest

from roguewatch.simulation import Fleet
from streams.events import ActionEvent

START = datetime(2026, 1, 5, tzinfo=UTC)
N_ROGUE = 12


@pytest.fixture(scope="session")
def benign() -> list[ActionEvent]:
    """Return five days of eight agents."""
    return list(Fleet(seed=3, n_agents=8, start=START, n_days=5).events())


@pytest.fixture(scope="session")
def history(benign: list[ActionEvent]) -> list[ActionEvent]:
    """Return the days, and one agent that deletes a lot at its end."""
    agent = benign[-1]
    rogue = [
        ActionEvent(
            event_id=f"rogue-{n}",
            time=agent.time + timedelta(seconds=60 + n / 4),
            agent_id=agent.agent_id,
            cohort=agent.cohort,
            session_id="rogue",
            tool="delete_file",
            action="delete",
            resource=f"production/{n}",
        )
        for n in range(N_ROGUE)
    ]
    return [*benign, *rogue]
