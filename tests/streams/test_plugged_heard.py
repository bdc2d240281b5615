"""A River pipeline that is heard: it alerts about what is odd to it, and not without a reason."""

import math
import random
from collections.abc import Callable
from functools import cache
from typing import Any
from zlib import crc32

import pytest
from river import anomaly

from baselines import SessionsBaseline
from baselines.session_peaks import COUNTED
from detectors.config import Config
from detectors.registry import make_detectors
from detectors.settings.config_clone import with_promoted
from streams.assessing.assessment import Assessment
from streams.events import ActionEvent
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.replay import Replay

from .core_run import HASH_KEY, call

N_AGENTS, N_DAYS, N_CALLS = 6, 14, 7
DAY_S = 86_400.0
DIAL = 50.0
AT_MOST = 2 * DIAL * N_AGENTS * N_DAYS / 1_000
"""Twice the false alerts that the dial stands for."""
TREES = "HalfSpaceTrees(n_trees=5, height=4, window_size=50, seed=1)"
PLUG_INS: dict[str, dict[str, Any]] = {
    "gaussian": {
        "pipeline": "GaussianScorer(grace_period=20)",
        "target": "items",
        "features": ["items"],
    },
    "trees": {"pipeline": TREES, "features": ["write", "delete"]},
}
# Nobody else has a say, so what is raised is raised by the plug-in.
OTHERS = Config().clone(
    {f"{name}.stage": "shadow" for name in Config().detectors}
    | {"alerts_per_1000_agent_days": DIAL}
)
BURST = {f"odd-{n}" for n in range(12)}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measured enough after days, not weeks."""
    monkeypatch.setattr("detectors.plugged.calibration.LEAST_SESSIONS", 100)
    monkeypatch.setattr("detectors.plugged.calibration.LEAST_WEIGHED", 100)


def with_plug_in(name: str, per: str, stage: str, **more: Any) -> Config:
    return OTHERS.clone({"plug": PLUG_INS[name] | {"per": per, "stage": stage, "grace": 50} | more})


def rehearsed(name: str, per: str, stage: str) -> Config:
    """Return a configuration that was read while its pipeline still worked."""
    config = with_plug_in(name, per, stage)
    make_detectors(config)
    return config


@cache
def life() -> tuple[ActionEvent, ...]:
    """Return two weeks of readers of mail, and at the end one who takes far more, in a rush."""
    rng = random.Random(3)
    events = []
    for day in range(N_DAYS):
        for hour in range(8):
            for agent in range(N_AGENTS):
                at = DAY_S * day + 3_600.0 * hour + 5.0 * agent + rng.random()
                for n in range(N_CALLS):
                    at += rng.uniform(20.0, 60.0)
                    events.append(
                        call(
                            0,
                            at,
                            "write" if rng.random() < 0.02 else "read",
                            event_id=f"{agent}.{day}.{hour}.{n}",
                            agent_id=f"a{agent}",
                            cohort="mail",
                            session_id=f"{day}.{hour}",
                            n_items=rng.randrange(5, 40),
                        )
                    )
    end = max(event.timestamp for event in events) - events[0].timestamp
    odd: dict[str, Any] = {
        "agent_id": "a1",
        "cohort": "mail",
        "session_id": "odd",
        "n_items": 9_000,
    }
    odd |= {"action": "write", "tool": "write_mail"}
    rush = [call(0, end + 7_200.0 + n, event_id=f"odd-{n}", **odd) for n in range(len(BURST))]
    return (*sorted(events, key=lambda event: event.time), *rush)


def run(config: Config, is_all_scored: bool = False) -> list[Assessment]:
    return list(Replay(config, HASH_KEY, is_all_scored=is_all_scored).run(life()))


@cache
def without_it() -> list[Assessment]:
    return run(OTHERS)


def alerts_of(assessments: list[Assessment]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (a.event_id, alert.activity, alert.detectors) for a in assessments for alert in a.alerts
    ]


def created(assessments: list[Assessment]) -> list[tuple[str, tuple[str, ...]]]:
    return [(at, led) for at, activity, led in alerts_of(assessments) if activity == "create"]


@pytest.mark.parametrize("per", ["agent", "cohort"])
@pytest.mark.parametrize("name", PLUG_INS)
def test_a_rush_of_odd_sizes_raises_an_alert_that_it_leads(name: str, per: str) -> None:
    found = created(run(with_plug_in(name, per, "alert")))
    assert any(at in BURST and led == ("plug",) for at, led in found), found
    assert sum(at not in BURST for at, _ in found) <= AT_MOST
    assert not created(run(with_plug_in(name, per, "shadow")))


def constant(self: Any, *_: Any) -> float:
    return 1.0


def no_number(self: Any, *_: Any) -> float:
    return math.nan


def failing(self: Any, *_: Any) -> float:
    raise KeyError("what is this")


def heavy(self: Any, _: Any, y: float) -> float:
    return 1.0 / (crc32(repr(y).encode()) % 10_000 + 1) ** 4


def discrete(self: Any, _: Any, y: float) -> float:
    return float(y > math.log1p(35))


@pytest.mark.parametrize("score", [constant, no_number, failing])
def test_a_pipeline_that_tells_nothing_changes_nothing(
    score: Callable[..., float], monkeypatch: pytest.MonkeyPatch
) -> None:
    configs = [rehearsed("gaussian", per, "promoted") for per in ("agent", "cohort")]
    monkeypatch.setattr(anomaly.GaussianScorer, "score_one", score)
    for config in configs:
        with_it = run(config)
        assert [a.risk for a in with_it] == [a.risk for a in without_it()]
        assert alerts_of(with_it) == alerts_of(without_it())


@pytest.mark.parametrize("score", [heavy, discrete])
def test_scores_of_any_kind_keep_within_the_dial(
    score: Callable[..., float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anomaly.GaussianScorer, "score_one", score)
    found = created(run(with_plug_in("gaussian", "agent", "alert")))
    assert sum(at not in BURST for at, _ in found) <= AT_MOST


def test_an_estimator_that_cannot_learn_an_event_loses_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = rehearsed("gaussian", "agent", "alert")
    monkeypatch.setattr(anomaly.GaussianScorer, "learn_one", failing)
    assert alerts_of(run(config)) == alerts_of(without_it())


@pytest.mark.no_cover
@pytest.mark.parametrize("stage", ["shadow", "alert", "promoted"])
def test_packing_every_profile_after_every_event_changes_nothing(stage: str) -> None:
    config = with_plug_in("gaussian", "agent", stage)
    replay = Replay(config, HASH_KEY)
    replay.profiles = replay.monitor.profiles = ProfileStore(max_decoded=1)
    packed = [replay.process_one(event) for event in life()]
    straight = Replay(config, HASH_KEY, is_all_scored=False)
    kept = [straight.process_one(event) for event in life()]
    assert [a.risk for a in packed] == [a.risk for a in kept]
    assert alerts_of(packed) == alerts_of(kept)
    assert replay.state_hash() == straight.state_hash()


def test_what_shadow_gathered_is_there_when_it_is_promoted() -> None:
    shadow = with_plug_in("gaussian", "agent", "shadow")
    replay = Replay(shadow, HASH_KEY, is_all_scored=False)
    events = iter(life())
    for event in events:
        if event.event_id in BURST:
            break
        replay.process_one(event)
    snapshot = replay.build_snapshot(10**6)
    counts = snapshot.peaks("default/=mail").counts
    (slot, _) = sorted(at for at in counts if at >= COUNTED)
    assert sum(counts[slot].values()) > 400
    monitor = Monitor(with_promoted(shadow, "plug"), HASH_KEY, replay.profiles, snapshot, False)
    rush = [event for event in life() if event.event_id in BURST]
    assert created([monitor.process_one(event) for event in rush])


def test_an_intent_is_judged_and_counts_once() -> None:
    config = with_plug_in("gaussian", "agent", "shadow")
    replays = [Replay(config, HASH_KEY), Replay(config, HASH_KEY)]
    rush = [event for event in life() if event.event_id in BURST][:3]
    for event in life():
        if event.event_id not in BURST:
            for replay in replays:
                replay.process_one(event)
    for event in rush:
        announced = call(0, 0.0, **(named(event) | {"phase": "intent"}))
        replays[0].process_one(announced)
        for replay in replays:
            replay.process_one(event)
    peaks = [peaks_now(replay, rush[0].key) for replay in replays]
    assert peaks[0] == peaks[1]


def named(event: ActionEvent) -> dict[str, Any]:
    fields = ("agent_id", "cohort", "session_id", "n_items", "time", "event_id")
    return {name: getattr(event, name) for name in fields}


def peaks_now(replay: Replay, key: str) -> list[float]:
    live = replay.profiles[key][SessionsBaseline].live.values()
    return [value for session in live for slot, value in session.peaks.items() if slot >= COUNTED]
