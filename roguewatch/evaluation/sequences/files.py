"""Reads labelled sequences: JSON lines, and two published corpora in the form they came in."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

import msgspec

from streams.reading.members import UNREADABLE, open_file

from ..no_such_data import NoSuchData
from .token_sequence import TokenSequence

MIN_TOKENS = 20
_ENDINGS = (".jsonl", ".jsonl.gz")
_FIELDS = {"actor", "tokens"}
_ADFA = ("Training_Data_Master", "Validation_Data_Master", "Attack_Data_Master")
_TRAIN_SHARE = 2 / 3
_START, _END = "**SOF**", "**EOF**"


def read_sequences(path: Path) -> dict[str, list[TokenSequence]]:
    """Every set of sequences at a path, by name: a JSON-lines file is one, and so is a corpus.

    A folder's files whose first line names no actor, or no tokens, are passed over.

    Raises
    ------
    NoSuchData
        If there is none.
    ValueError
        If one is not as described.
    """
    found: dict[str, list[TokenSequence]] = {}
    for file in [path] if path.is_file() else _files(path):
        name = file.name.partition(".")[0]
        found[name if name not in found else str(file.relative_to(path))] = _json_lines(file)
    folders = [path, *sorted(path.rglob("*/"))] if path.is_dir() else []
    for folder in folders:
        if all((folder / name).is_dir() for name in _ADFA):
            found["system calls"] = list(_adfa(folder))
        elif users := [user for user in sorted(folder.glob("USER*")) if user.is_dir()]:
            found["users"] = list(_users(users))
    if not found:
        raise NoSuchData(
            f"{path} must be JSON lines of sequences, a folder with such files (.jsonl, .jsonl.gz),"
            " or a corpus; it has none"
        )
    return found


def _files(folder: Path) -> list[Path]:
    files = (file for file in sorted(folder.rglob("*.jsonl*")) if file.name.endswith(_ENDINGS))
    return [file for file in files if _holds_sequences(file)]


def _holds_sequences(file: Path) -> bool:
    with open_file(file) as lines:
        try:
            line = lines.readline().removeprefix(BOM_UTF8)
            first = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        except (*UNREADABLE, msgspec.MsgspecError):
            return False
    return first.keys() >= _FIELDS


def _json_lines(file: Path) -> list[TokenSequence]:
    decode, found = msgspec.json.Decoder(TokenSequence).decode, []
    try:
        with open_file(file) as stream:
            lines = stream.read().removeprefix(BOM_UTF8).splitlines()
    except UNREADABLE as error:
        raise ValueError(f"{file.name}: {error}") from None
    for number, line in enumerate(lines, 1):
        try:
            found += [decode(line)] if line.strip() else []
        except msgspec.MsgspecError as error:
            raise ValueError(f"{file.name}:{number} must be a sequence: {error}") from None
    return found


def _adfa(folder: Path) -> Iterator[TokenSequence]:
    """Traces of system calls of one host: what is trained on, what is ordinary, what attacks."""
    for name, label in zip(_ADFA, (0, 0, 1), strict=True):
        for file in sorted((folder / name).rglob("*.txt")):
            tokens = tuple(int(token) for token in file.read_text().split())
            if name == _ADFA[0]:
                yield TokenSequence("host", "train", 0, tokens)
            else:
                yield TokenSequence("host", "test", 1 if label else 0, tokens)


def _users(folders: list[Path]) -> Iterator[TokenSequence]:
    """Shell sessions of users: their last third is theirs, and an intruder's for every other."""
    last: dict[str, list[tuple[str, ...]]] = {}
    for folder in folders:
        sessions = [session for file in sorted(folder.iterdir()) for session in _sessions(file)]
        n_train = int(_TRAIN_SHARE * len(sessions))
        last[folder.name] = sessions[n_train:]
        for tokens in sessions[:n_train]:
            yield TokenSequence(folder.name, "train", 0, tokens)
    for actor in last:
        for author, sessions in last.items():
            for tokens in sessions:
                yield TokenSequence(actor, "test", 0 if author == actor else 1, tokens)


def _sessions(file: Path) -> Iterator[tuple[str, ...]]:
    for session in file.read_text(errors="replace").split(_START)[1:]:
        tokens = tuple(session.partition(_END)[0].split())
        if len(tokens) >= MIN_TOKENS:
            yield tokens
