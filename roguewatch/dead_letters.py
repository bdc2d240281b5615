"""Dead letters at the terminal: every string of theirs is somebody else's."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from alerts.sanitise import sanitise
from roguewatch.settings import Settings
from streams.refused.dead_letter_topic import DeadLetterTopic
from streams.refused.stored_dead_letter import StoredDeadLetter

_WIDTH_WITHOUT_A_TERMINAL = 140
_MOST_REASONS = 20


async def read_letters(bootstrap_servers: str | None, topic: str) -> list[StoredDeadLetter]:
    """Read all dead letters of a topic."""
    source = DeadLetterTopic(bootstrap_servers or Settings.with_options().bootstrap_servers, topic)
    return [letter async for letter in source.read()]


async def replay_letters(
    bootstrap_servers: str | None,
    topic: str,
    wanted: Collection[tuple[int, int]] | None,
    stage: str | None,
) -> tuple[int, int, list[int]]:
    """Replay the wanted dead letters, or all; return how many, how many were cut, and who misses.

    What was cut for its length, or came from another topic, is no record to send again.
    """
    letters = [
        letter
        for letter in await read_letters(bootstrap_servers, topic)
        if (wanted is None or letter.place in wanted) and stage in (None, letter.stage)
    ]
    whole = [letter for letter in letters if letter.is_whole and letter.topic == topic]
    servers = bootstrap_servers or Settings.with_options().bootstrap_servers
    n_sent = await DeadLetterTopic(servers, topic).replay(whole) if whole else 0
    found = {letter.place for letter in letters}
    missing = sorted(offset for place, offset in (wanted or ()) if (place, offset) not in found)
    return n_sent, len(letters) - len(whole), missing


def print_table(letters: Sequence[StoredDeadLetter], limit: int) -> None:
    """Print the last letters, and all of them counted by stage and reason."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDTH_WITHOUT_A_TERMINAL
    table = Table("at", "written (UTC)", "stage", "reason", "from", "bytes", title_justify="left")
    for letter in letters[-limit:]:
        table.add_row(
            f"{letter.place[0]}/{letter.place[1]}",
            _time(letter.time),
            Text(sanitise(letter.stage, 20)),
            Text(sanitise(letter.reason, 300)),
            Text(sanitise(f"{letter.topic}/{letter.partition}/{letter.offset}")),
            f"{len(letter.value):,}{'' if letter.is_whole else ' (cut)'}",
        )
    console.print(table if letters else "No dead letters.")
    counts = Counter(f"{letter.stage}: {letter.reason}" for letter in letters)
    for reason, n in counts.most_common(_MOST_REASONS):
        console.print(Text(f"{n:,} × {sanitise(reason, 300)}"))


def print_json(letters: Sequence[StoredDeadLetter], limit: int) -> None:
    """Print the last letters as JSON lines; values are Latin-1, so that every byte survives."""
    for letter in letters[-limit:]:
        print(
            json.dumps(
                {
                    "partition": letter.place[0],
                    "offset": letter.place[1],
                    "time": letter.time,
                    "stage": letter.stage,
                    "reason": letter.reason,
                    "from": [letter.topic, letter.partition, letter.offset],
                    "key": None if letter.key is None else letter.key.decode("latin-1"),
                    "value": letter.value.decode("latin-1"),
                    "is_whole": letter.is_whole,
                }
            )
        )


def print_letter(letter: StoredDeadLetter) -> None:
    """Print one letter whole."""
    key = "none" if letter.key is None else sanitise(letter.key.decode("utf-8", "replace"))
    print(f"at       {letter.place[0]}/{letter.place[1]}, written {_time(letter.time)} UTC")
    print(f"from     {sanitise(letter.topic)}/{letter.partition}/{letter.offset}")
    print(f"stage    {sanitise(letter.stage)}")
    print(f"reason   {sanitise(letter.reason)}")
    print(f"key      {key}")
    print(f"value    {len(letter.value):,} bytes{'' if letter.is_whole else ', cut'}")
    text = letter.value.decode("utf-8", "backslashreplace")
    print(sanitise(text, cap=10 * len(text) + 1))


def _time(time: float) -> str:
    try:
        return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M:%S}"
    except (OverflowError, ValueError, OSError):
        return f"{time:.0f} s"
