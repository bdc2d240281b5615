"""Made-up traces in the recorded format: agents of two suites, each with its own habits."""

import gzip
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

Record = dict[str, Any]

AGENTS = ("model-a", "model-b", "model-c", "model-d", "model-e")
N_TASKS = 4
START = datetime(2024, 6, 3, 9, tzinfo=UTC)
SUITES = {
    "office": ("search_mails", "send_mail", "send", "mails/{}"),
    "bank": ("list_payments", "pay_payment", "pay", "invoice-{}"),
}
"""Tool that reads, tool that changes, its verb, and targets."""


def traces(seed: int = 1, is_seen: bool = True) -> list[Record]:
    """One benign run and one hijacked run of each agent and task, and a failed attack now and then.

    Parameters
    ----------
    seed
        Of targets and times.
    is_seen
        Whether the hijacked runs do what they were told; the others are as the benign ones.
    """
    chance = random.Random(seed)
    found: list[Record] = []
    time = START
    for suite in SUITES:
        for model in AGENTS:
            for task in range(N_TASKS):
                for label in ("benign", "attack_succeeded", "attack_attempted"):
                    if label == "attack_attempted" and task:
                        continue
                    time += timedelta(minutes=chance.randrange(20, 90))
                    is_led = is_seen and label == "attack_succeeded"
                    found += run(suite, model, task, label, time, is_led)
    return found


def run(
    suite: str, model: str, task: int, label: str, time: datetime, is_led: bool
) -> list[Record]:
    """One run: it reads what all tasks read, and changes what belongs to the task."""
    reads, changes, verb, targets = SUITES[suite]
    calls = [
        (reads, "read", "inbox", "benign"),
        (reads, "read", targets.format(task), "benign"),
        (changes, verb, targets.format(f"{task % 2}-done"), "benign"),
    ]
    if is_led:
        calls.append(("grant_access", "admin", f"intruder-{model}-{task}", "malicious"))
    calls.append((reads, "read", "inbox", "benign"))
    return [
        {
            "ts": (time + timedelta(seconds=5 * seq)).isoformat(),
            "ts_source": "synthetic",
            "dataset": "made-up",
            "agent_id": f"made-up/{model}/{suite}",
            "session_id": f"{suite}-{model}-{task}-{label}",
            "seq": seq,
            "tool": tool,
            "action": action,
            "resource": resource,
            "args": {},
            "outcome": "ok",
            "n_items": 1,
            "label": call_label,
            "session_label": label,
            "attack": None if label == "benign" else "important_instructions",
            "task": f"task-{task}",
            "injection_task": None if label == "benign" else "injection-1",
        }
        for seq, (tool, action, resource, call_label) in enumerate(calls)
    ]


def write(path: Path, records: Iterable[Record]) -> Path:
    """Write JSON lines, compressed when the name says so."""
    content = b"\n".join(msgspec.json.encode(record) for record in records)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path
