"""Whose sequence is it: order of tokens against an actor's own past and its peers'."""

from collections import defaultdict
from collections.abc import Iterable

from baselines import Profile, SequenceBaseline
from roguewatch.evaluation.measures import auroc
from roguewatch.evaluation.sequences.actor import SequenceActor
from roguewatch.evaluation.sequences.files import read_sequences
from roguewatch.evaluation.sequences.rivals import RIVALS
from roguewatch.evaluation.sequences.token_sequence import TokenSequence

from .base import Options, Result, Suite
from .progress import Progress
from .row import OURS, Row
from .sample import Sample

LENGTHS = (20, 50, 100)
_NAMES = ("after 20", "after 50", "after 100", "whole")
_OF_ACTORS = {"after 20": 0.88, "after 50": 0.91, "after 100": 0.94}
_OF_ACTORS_GOAL = {"after 20": 0.92, "after 50": 0.95, "after 100": 0.97}
_QUICK_TESTS, _QUICK_TOKENS = 600, 300

Scores = list[list[float]]


class Sequences(Suite):
    """Scores each test sequence against its actor's training sequences; other actors are peers.

    With several actors the question is whose sequence it is, and the floors are those of a swapped
    identity; with a single one it is whether the sequence is ordinary. An actor without
    training sequences is judged by what the others do, and counted as never learned.
    """

    name = "sequences"
    summary = "Whose sequence it is, after 20, 50 and 100 tokens."
    data_format = (
        'JSON lines {"actor", "split": "train" | "test", "label": 0 | 1, "tokens": [...]}, or the '
        "folders of the ADFA-LD or the UNIX user corpus"
    )

    def run(self, options: Options, progress: Progress) -> Result:
        if options.data is None:
            raise ValueError(f"{self.name} needs --data: {self.data_format}")
        rows: list[Row] = []
        samples: list[Sample] = []
        for part, sequences in read_sequences(options.data).items():
            if options.is_quick:
                sequences = _fewer(sequences)
            found, spread = _compare(part, sequences, progress)
            rows += found
            samples += spread
        return Result(rows, samples)


def _compare(
    part: str, sequences: list[TokenSequence], progress: Progress
) -> tuple[list[Row], list[Sample]]:
    by_actor: defaultdict[str, list[TokenSequence]] = defaultdict(list)
    for sequence in sequences:
        by_actor[str(sequence.actor)].append(sequence)
    counts = _counts(part, by_actor)
    flags: list[bool] = []
    scores: defaultdict[str, Scores] = defaultdict(list)
    baselines = {actor: _learned(own) for actor, own in by_actor.items()}
    for actor in progress.follow(sorted(by_actor), part):
        known = [s.tokens for s in by_actor[actor] if s.split == "train"]
        tests = [s for s in by_actor[actor] if s.split == "test"]
        flags += [test.label == 1 for test in tests]
        ours = SequenceActor(_peers(baselines, actor))
        for tokens in known:
            ours.learn(tokens)
        for test in tests:
            judged = ours.judge(test.tokens, LENGTHS)
            scores[OURS].append([each.surprise for each in judged])
            scores[f"{OURS}, as p"].append([each.nats for each in judged])
        for name, rival in RIVALS.items():
            odd = rival(known)
            for test in tests:
                prefixes = [test.tokens[:n] for n in LENGTHS]
                scores[name].append([odd(tokens) for tokens in (*prefixes, test.tokens)])
    rows = [_row(part, name, flags, found, len(by_actor)) for name, found in scores.items()]
    rows.append(
        Row(suite=f"{Sequences.name}, what was read", competitor="used", part=part, figures=counts)
    )
    samples = [
        Sample(Sequences.name, part, name, flags, [each[-1] for each in found])
        for name, found in scores.items()
    ]
    return rows, samples


def _counts(part: str, by_actor: dict[str, list[TokenSequence]]) -> dict[str, float | None]:
    """What there is to learn from and to test; refused where that answers nothing."""
    train = {actor: sum(s.split == "train" for s in own) for actor, own in by_actor.items()}
    labels = [s.label for own in by_actor.values() for s in own if s.split == "test"]
    if not any(train.values()):
        raise ValueError(f"{part} must have sequences to train; got {len(labels)} to test")
    if len(set(labels)) < 2:
        raise ValueError(
            f"{part} must have sequences of both labels to test; got {labels.count(0)} of label 0 "
            f"and {labels.count(1)} of label 1"
        )
    return {
        "actors": len(train),
        "never learned": sum(not n for n in train.values()),
        "to train": sum(train.values()),
        "to test": len(labels),
        "label 1": labels.count(1),
    }


def _row(part: str, name: str, flags: list[bool], scores: Scores, n_actors: int) -> Row:
    columns = zip(*scores, strict=True)
    figures = {
        figure: auroc(flags, list(column)) for figure, column in zip(_NAMES, columns, strict=True)
    }
    must = _OF_ACTORS if n_actors > 1 else {"whole": 0.84}
    goal = _OF_ACTORS_GOAL if n_actors > 1 else {"whole": 0.93}
    is_ours = name == OURS
    return Row(
        suite=Sequences.name,
        competitor=name,
        part=part,
        figures=figures,
        must=must if is_ours else {},
        goal=goal if is_ours else {},
    )


def _learned(sequences: Iterable[TokenSequence]) -> SequenceBaseline:
    """What a single actor does: what it is to the others as a peer."""
    actor = SequenceActor(Profile())
    for sequence in sequences:
        if sequence.split == "train":
            actor.learn(sequence.tokens)
    return actor.profile[SequenceBaseline]


def _peers(baselines: dict[str, SequenceBaseline], actor: str) -> Profile:
    """The others together, as a snapshot makes peers of a cohort."""
    peers = Profile()
    for other in sorted(baselines):
        if other != actor:
            peers[SequenceBaseline].merge_one(baselines[other])
    peers[SequenceBaseline].forget_rare()
    return peers


def _fewer(sequences: list[TokenSequence]) -> list[TokenSequence]:
    """Every n-th test sequence, and the starts of all."""
    tests = [s for s in sequences if s.split == "test"]
    step = max(1, len(tests) // _QUICK_TESTS)
    kept = [s for s in sequences if s.split == "train"] + tests[::step]
    return [TokenSequence(s.actor, s.split, s.label, s.tokens[:_QUICK_TOKENS]) for s in kept]
