"""A sweep is one honest replay for each combination."""

import pytest

from detectors.config import Config
from roguewatch.workbench import replay_whole, sweep
from streams.events import ActionEvent

from .conftest import N_ROGUE

ROGUE = [f"rogue-{n}" for n in range(N_ROGUE)]


def test_a_row_says_what_its_configuration_gives(history: list[ActionEvent]) -> None:
    table = sweep(
        history, {"burst.stage": ["shadow", "promoted"], "alerts_per_1000_agent_days": [1.0, 50.0]}
    )
    assert len(table) == 4
    for row in table.to_dict("records"):
        config = Config().clone(
            {name: row[str(name)] for name in ("burst.stage", "alerts_per_1000_agent_days")}
        )
        replayed = replay_whole(history, config)
        assert (row["hash"], row["false_alerts"]) == (config.hash, len(replayed.alerts))


def test_alerts_about_known_rogue_events_are_not_false(history: list[ActionEvent]) -> None:
    grid = {"burst.stage": ["promoted"]}
    blind, told = sweep(history, grid).iloc[0], sweep(history, grid, rogue=ROGUE).iloc[0]
    assert told["false_alerts"] == blind["false_alerts"] - 1
    assert 1 <= told["alert_at"] <= N_ROGUE


def test_a_parameter_that_does_not_exist_is_told_before_the_first_replay(
    history: list[ActionEvent],
) -> None:
    with pytest.raises(ValueError, match="burst"):
        sweep(history, {"burst.dispersal": [1.0]})
