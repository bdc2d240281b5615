"""A journal says how often each command was applied."""

from pathlib import Path

from streams.killswitch.journal import Journal, read_journal
from tests.alerts.make import make_command


def test_lines_are_read_back_with_the_count_at_their_time(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    for result in ("failed", "applied", "already", "applied"):
        journal.write(make_command(), result, "", 5.0)
    journal.close()
    lines = read_journal(tmp_path / "journal.jsonl")
    assert [(line.result, line.n_applied) for line in lines] == [
        ("failed", 0),
        ("applied", 1),
        ("already", 1),
        ("applied", 2),
    ]
    assert {line.subject for line in lines} == {"default/mail-1"}


def test_a_journal_of_a_restarted_enforcer_is_continued(tmp_path: Path) -> None:
    for _ in range(2):
        journal = Journal(tmp_path / "journal.jsonl")
        journal.write(make_command(), "applied", "", 5.0)
        journal.close()
    assert len(read_journal(tmp_path / "journal.jsonl")) == 2
