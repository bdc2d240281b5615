"""Whole runs are judged by what the worker makes of them."""

from datetime import UTC, datetime, timedelta

from roguewatch.evaluation.run_evidence import RunEvidence
from streams.events import ActionEvent

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
AGENT = "default/a"


def polling(run: str, minute: int, n_calls: int, second: float = 20.0) -> list[ActionEvent]:
    """Calls of one run, each of which reads something else."""
    return [
        ActionEvent(
            event_id=f"{run}-{n}",
            agent_id="a",
            session_id=run,
            tool="read_page",
            action="read",
            resource=f"page/{n}",
            n_bytes=100,
            time=START + timedelta(minutes=minute, seconds=second * n),
        )
        for n in range(n_calls)
    ]


def after_calm_runs(heard: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """Evidence of an ordinary run, and of one in which a call is made forty times over."""
    evidence = RunEvidence(heard)
    calm = [(AGENT, f"calm-{n}") for n in range(60)]
    for n, run in enumerate(calm):
        for event in polling(run[1], 60 * n, 5):
            evidence.see(run, event)
    last = (AGENT, "last"), (AGENT, "loop")
    runs = polling("last", 60 * 60, 5), polling("loop", 60 * 61, 1) * 40
    for run, events in zip(last, runs, strict=True):
        for n, event in enumerate(events):
            evidence.see(run, replace_id(event, n))
    return evidence.nats(calm, last)


def replace_id(event: ActionEvent, n: int) -> ActionEvent:
    time = event.time + timedelta(seconds=0.2 * n)
    return ActionEvent(
        event_id=f"{event.event_id}/{n}",
        agent_id=event.agent_id,
        session_id=event.session_id,
        tool=event.tool,
        action=event.action,
        resource=event.resource,
        n_bytes=event.n_bytes,
        time=time,
    )


def test_a_loop_is_evidence_and_an_ordinary_run_is_not() -> None:
    nats = after_calm_runs(("burst", "volume", "runaway_loop"))
    assert nats[AGENT, "loop"] > 3.0
    assert nats[AGENT, "last"] < 0.5


def test_a_detector_that_is_not_heard_has_no_say() -> None:
    assert after_calm_runs(("volume",))[AGENT, "loop"] < 0.5
