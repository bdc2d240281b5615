"""Two configurations are compared by the incidents they raise."""

from detectors.config import Config
from roguewatch.workbench import compare, replay_whole
from streams.events import ActionEvent

DEAF = Config().clone({f"{name}.stage": "shadow" for name in Config().detectors})


def test_a_configuration_agrees_with_itself(history: list[ActionEvent]) -> None:
    comparison = compare(history, Config(), replay_whole(history, Config()))
    assert comparison.is_same
    assert len(comparison.both) >= 1


def test_what_a_deaf_configuration_misses_vanishes_with_its_evidence(
    history: list[ActionEvent],
) -> None:
    comparison = compare(history, Config(), DEAF)
    assert comparison.appear.empty
    assert not comparison.is_same
    evidence = [line for lines in comparison.vanish["evidence"] for line in lines]
    assert any("delete delete_file production/" in line for line in evidence)
    assert f"{len(comparison.vanish)} vanish" in comparison.summary()


def test_it_is_the_same_from_the_other_side(history: list[ActionEvent]) -> None:
    there, back = compare(history, Config(), DEAF), compare(history, DEAF, Config())
    assert there.vanish.equals(back.appear)


def test_a_stop_that_only_one_asks_for_is_a_difference(history: list[ActionEvent]) -> None:
    promoted = Config().clone({"burst.stage": "promoted", "hijack.stage": "promoted"})
    comparison = compare(history, Config(), promoted)
    asks = comparison.both["is_stop_requested_a"] != comparison.both["is_stop_requested_b"]
    assert comparison.is_same == (comparison.appear.empty and not asks.any())
    assert bool(comparison.both["is_stop_requested_b"].any())
