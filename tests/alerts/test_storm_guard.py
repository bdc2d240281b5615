"""However mad a detector is, it stops few agents, and one at least."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.storm_guard import StormGuard

REQUEST = st.tuples(st.integers(0, 30), st.floats(0, 3_000), st.integers(0, 300), st.booleans())


def admitted(guard: StormGuard, n_agents: int, n_active: int, *, is_direct: bool = False) -> int:
    """Ask for stops of so many agents at once, and count those let through."""
    return sum(
        guard.admit_one(f"t/{i}", 100.0, n_active_agents=n_active, is_direct=is_direct).is_admitted
        for i in range(n_agents)
    )


@pytest.mark.parametrize(
    ("n_active", "share", "direct"),
    [
        (-5, 1, 1),
        (0, 1, 1),
        (1, 1, 1),
        (2, 1, 1),
        (9, 1, 1),
        (10, 1, 1),
        (19, 1, 1),
        (20, 1, 2),
        (39, 1, 3),
        (40, 2, 4),
        (200, 10, 20),
        (1_000, 50, 100),
    ],
)
def test_the_cap_is_a_share_of_the_fleet_and_at_least_one(
    n_active: int, share: int, direct: int
) -> None:
    assert admitted(StormGuard(), 1_000, n_active) == share
    assert admitted(StormGuard(), 1_000, n_active, is_direct=True) == direct


def test_each_share_that_is_a_whole_number_counts_in_full() -> None:
    """0.05 * 20 must not become 0.99 by rounding."""
    guard = StormGuard()
    assert all(guard.cap("share", 20 * n) == max(1, n) for n in range(2_000))
    assert all(guard.cap("direct", 10 * n) == max(1, n) for n in range(2_000))


def test_the_direct_path_has_a_cap_of_its_own() -> None:
    guard = StormGuard()
    assert admitted(guard, 100, 20) == 1
    verdict = guard.judge("t/x", 100.0, n_active_agents=20, is_direct=True)
    assert verdict.is_admitted


def test_an_agent_is_counted_once() -> None:
    guard = StormGuard()
    for _ in range(100):
        assert guard.admit_one("t/a", 100.0, n_active_agents=40, is_direct=False).is_admitted
    assert guard.admit_one("t/b", 100.0, n_active_agents=40, is_direct=False).is_admitted
    assert not guard.admit_one("t/c", 100.0, n_active_agents=40, is_direct=False).is_admitted


def test_an_agent_counted_on_the_direct_path_is_not_counted_again() -> None:
    guard = StormGuard()
    guard.admit_one("t/a", 100.0, n_active_agents=1, is_direct=True)
    assert guard.admit_one("t/a", 101.0, n_active_agents=1, is_direct=False).bucket == "direct"
    assert guard.admit_one("t/b", 101.0, n_active_agents=1, is_direct=False).is_admitted


def test_the_window_moves_on() -> None:
    guard = StormGuard(window_s=600.0)
    guard.admit_one("t/a", 100.0, n_active_agents=1, is_direct=False)
    assert not guard.judge("t/b", 699.9, n_active_agents=1, is_direct=False).is_admitted
    assert guard.judge("t/b", 700.0, n_active_agents=1, is_direct=False).is_admitted


def test_an_event_that_comes_late_does_not_find_an_empty_window() -> None:
    guard = StormGuard()
    guard.admit_one("t/a", 5_000.0, n_active_agents=1, is_direct=False)
    late = guard.judge("t/b", 100.0, n_active_agents=1, is_direct=False)
    assert (late.is_admitted, late.guard_time) == (False, 5_000.0)


def test_a_held_request_uses_nothing_up() -> None:
    """Else a storm of held requests would keep the guard shut for ever."""
    guard = StormGuard()
    guard.admit_one("t/a", 100.0, n_active_agents=1, is_direct=False)
    for second in range(599):
        guard.admit_one("t/b", 100.0 + second, n_active_agents=1, is_direct=False)
    assert guard.admit_one("t/b", 700.0, n_active_agents=1, is_direct=False).is_admitted


def test_what_is_held_says_what_to_suspect() -> None:
    guard = StormGuard()
    guard.admit_one("t/a", 100.0, n_active_agents=1, is_direct=False)
    verdict = guard.judge("t/b", 100.0, n_active_agents=1, is_direct=False)
    assert verdict.reason == (
        "storm guard: 1 agents were stopped in this window, the cap is 1; "
        "suspect the detector, a release or shared data before the agents"
    )


@given(st.lists(REQUEST, max_size=60))
def test_no_window_ever_holds_more_than_its_cap(
    requests: list[tuple[int, float, int, bool]],
) -> None:
    guard, largest = StormGuard(), 300
    stops: dict[tuple[str, str], list[float]] = {}
    for agent, time, n_active, is_direct in requests:
        verdict = guard.admit_one(f"t/{agent}", time, n_active_agents=n_active, is_direct=is_direct)
        if verdict.is_admitted:
            stops.setdefault((f"t/{agent}", verdict.bucket), []).append(verdict.guard_time)
    for bucket in ("share", "direct"):
        cap = guard.cap("share" if bucket == "share" else "direct", largest)
        times = [
            (t, who) for (who, where), all_t in stops.items() if where == bucket for t in all_t
        ]
        for start, _ in times:
            assert len({who for t, who in times if start <= t < start + 600.0}) <= cap


@given(st.lists(REQUEST, max_size=60), st.integers(0, 60))
def test_a_guard_restored_from_what_it_let_through_decides_alike(
    requests: list[tuple[int, float, int, bool]], crash_after: int
) -> None:
    """The ledger holds no more than the verdicts, so no more may be needed."""
    guard, restored = StormGuard(), StormGuard()
    for i, (agent, time, n_active, is_direct) in enumerate(requests):
        verdict = guard.admit_one(f"t/{agent}", time, n_active_agents=n_active, is_direct=is_direct)
        if i < crash_after and verdict.is_admitted:
            restored.restore([(f"t/{agent}", verdict.guard_time, verdict.bucket)])
        elif i >= crash_after:
            again = restored.admit_one(
                f"t/{agent}", time, n_active_agents=n_active, is_direct=is_direct
            )
            assert again == verdict


@pytest.mark.parametrize(
    ("window_s", "share", "name"),
    [(0.0, 0.05, "window_s"), (1.0, 1.5, "share"), (1.0, -1, "share")],
)
def test_a_parameter_out_of_range_is_named(window_s: float, share: float, name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be"):
        StormGuard(window_s=window_s, share=share)
