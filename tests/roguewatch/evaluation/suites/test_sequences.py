"""The suite tells actors apart by order, on data of its format, with the worker's estimators."""

import random
from pathlib import Path

import msgspec
import pytest

from roguewatch.evaluation.suites import OURS, Options, Progress, Sequences
from roguewatch.evaluation.token_sequence import TokenSequence

ORDERS = ("abcdef", "acebdf", "fedcba")


def sequence(order: str, chance: random.Random) -> tuple[str, ...]:
    return tuple(chance.choice(order) if chance.random() < 0.2 else order[i % 6] for i in range(60))


def corpus(orders: tuple[str, ...] = ORDERS) -> list[TokenSequence]:
    chance = random.Random(3)
    found = []
    for order in orders:
        found += [TokenSequence(order, "train", 0, sequence(order, chance)) for _ in range(30)]
        for author in ORDERS:
            found += [
                TokenSequence(order, "test", 0 if author == order else 1, sequence(author, chance))
                for _ in range(8)
            ]
    return found


def write(path: Path, sequences: list[TokenSequence]) -> Path:
    path.write_bytes(b"\n".join(msgspec.json.encode(s) for s in sequences))
    return path


@pytest.mark.parametrize("is_quick", [True, False])
def test_actors_with_the_same_tokens_are_told_apart_by_order(
    tmp_path: Path, is_quick: bool
) -> None:
    options = Options(write(tmp_path / "orders.jsonl", corpus()), is_quick)
    result = Sequences().run(options, Progress(None))
    figures = {row.competitor: row.figures for row in result.rows}
    for name in (OURS, f"{OURS}, as p"):
        assert min(value or 0.0 for value in figures[name].values()) > 0.97
    assert (figures["single tokens"]["whole"] or 1.0) < 0.7
    [ours] = [row for row in result.rows if row.must]
    assert (ours.competitor, ours.part, ours.misses()) == (OURS, "orders", [])
    assert all(len(sample.flags) == 72 for sample in result.samples)


def test_a_single_actor_is_asked_whether_it_is_ordinary(tmp_path: Path) -> None:
    options = Options(write(tmp_path / "one.jsonl", corpus(ORDERS[:1])))
    rows = Sequences().run(options, Progress(None)).rows
    assert [row.must for row in rows if row.must] == [{"whole": 0.84}]


def test_an_actor_that_was_never_learned_is_an_error(tmp_path: Path) -> None:
    tests = [s for s in corpus() if s.split == "test"]
    with pytest.raises(ValueError, match="'abcdef' has none"):
        Sequences().run(Options(write(tmp_path / "x.jsonl", tests)), Progress(None))


def test_without_data_it_says_which(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs --data"):
        Sequences().run(Options(), Progress(None))
