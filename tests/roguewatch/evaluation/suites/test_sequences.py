"""The suite tells actors apart by order, on data of its format, with the worker's estimators."""

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from roguewatch.evaluation.sequences.token_sequence import TokenSequence
from roguewatch.evaluation.suites import OURS, Options, Progress, Sequences

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


def swapped(n_tokens: int, n_own: int, habit: float, chance: random.Random) -> list[TokenSequence]:
    """Return sequences of five actors with jobs of their own, some out of turn: whose are they."""
    sequences: dict[str, list[tuple[str, ...]]] = {}
    for actor in "vwxyz":
        jobs = [[str(chance.randrange(n_tokens)) for _ in range(4)] for _ in range(n_own)]
        sequences[actor] = []
        for _ in range(28):
            tokens: list[str] = []
            while len(tokens) < 60:
                one = [str(int(chance.paretovariate(0.5)) % n_tokens)]
                tokens += chance.choice(jobs) if chance.random() < habit else one
            sequences[actor].append(tuple(tokens))
    found = []
    for actor, own in sequences.items():
        found += [TokenSequence(actor, "train", 0, tokens) for tokens in own[:16]]
        for author, theirs in sequences.items():
            found += [
                TokenSequence(actor, "test", 0 if author == actor else 1, tokens)
                for tokens in theirs[16:]
            ]
    return found


def looping(chance: random.Random) -> list[TokenSequence]:
    """Return a host's loops over few calls; in every odd one two neighbours changed places."""
    programs = [[chance.choice("abcdef") for _ in range(24)] for _ in range(8)]

    def run(odd: bool) -> tuple[str, ...]:
        tokens = chance.choice(programs) * 5
        for i in (8, 30, 55, 80) if odd else ():
            tokens[i : i + 2] = tokens[i : i + 2][::-1]
        return tuple(tokens)

    train = [TokenSequence("host", "train", 0, run(odd=False)) for _ in range(60)]
    usual = [TokenSequence("host", "test", 0, run(odd=False)) for _ in range(40)]
    return train + usual + [TokenSequence("host", "test", 1, run(odd=True)) for _ in range(40)]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("stream", ["few tokens", "many tokens", "loops"])
def test_it_is_no_worse_than_what_it_grew_from(tmp_path: Path, stream: str, seed: int) -> None:
    """Whatever the stream, neither plain back-off nor unseen windows tell more."""
    chance = random.Random(seed)
    made = {
        "few tokens": lambda: swapped(12, 6, 0.2, chance),
        "many tokens": lambda: swapped(2_000, 40, 0.1, chance),
        "loops": lambda: looping(chance),
    }
    options = Options(write(tmp_path / "made.jsonl", made[stream]()))
    figures = {row.competitor: row.figures for row in Sequences().run(options, Progress(None)).rows}
    for name in ("order-1 back-off", "STIDE, 6 tokens"):
        for figure in ("after 20", "after 50", "whole"):
            ours, theirs = figures[OURS][figure] or 0.0, figures[name][figure] or 0.0
            assert ours > theirs - 0.005, (name, figure)


def test_an_actor_that_was_never_learned_is_judged_by_the_others_and_counted(
    tmp_path: Path,
) -> None:
    given = [*corpus(), TokenSequence("new", "test", 0, tuple("abcdef" * 10))]
    rows = Sequences().run(Options(write(tmp_path / "x.jsonl", given)), Progress(None)).rows
    [read] = [row.figures for row in rows if row.competitor == "used"]
    assert read == {"actors": 4, "never learned": 1, "to train": 90, "to test": 73, "label 1": 48}
    [ours] = [row for row in rows if row.must]
    assert not ours.misses()


def test_actors_may_be_numbers(tmp_path: Path) -> None:
    named = {order: i for i, order in enumerate(ORDERS)}
    numbered = [TokenSequence(named[str(s.actor)], s.split, s.label, s.tokens) for s in corpus()]
    figures = [
        [row.figures for row in Sequences().run(Options(path), Progress(None)).rows]
        for path in (write(tmp_path / "a.jsonl", corpus()), write(tmp_path / "b.jsonl", numbered))
    ]
    assert figures[0] == figures[1]


@pytest.mark.parametrize(
    ("keep", "says"),
    [
        (lambda s: s.split == "test", "sequences to train; got 72 to test"),
        (lambda s: s.label == 0, "both labels to test; got 24 of label 0 and 0 of label 1"),
        (lambda s: s.split == "train", "both labels to test; got 0 of label 0 and 0 of label 1"),
    ],
    ids=["no past", "one label", "no test"],
)
def test_what_answers_nothing_is_refused(
    tmp_path: Path, keep: Callable[[TokenSequence], bool], says: str
) -> None:
    path = write(tmp_path / "x.jsonl", [s for s in corpus() if keep(s)])
    with pytest.raises(ValueError, match=says):
        Sequences().run(Options(path), Progress(None))


def test_without_data_it_says_which(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs --data"):
        Sequences().run(Options(), Progress(None))
