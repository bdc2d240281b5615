"""Lives that every baseline and detector is put through."""

import functools
from collections.abc import Iterable, Iterator
from datetime import timedelta

import msgspec

from baselines import ACTIONS, Baseline, Features, Profile, Session
from detectors.config import Config
from detectors.hijack import relate
from streams.events import ActionEvent
from streams.featurize import Featurizer
from streams.monitor import Monitor
from streams.profiles import ProfileStore

from .exported import BASELINES
from .strategies import MONDAY, OUTCOMES

HASH_KEY = b"0123456789abcdef"


def strangers(n: int, step_s: float = 7.0) -> Iterator[ActionEvent]:
    """Calls of which no two have a tool, target, session, credential or address in common.

    One in a hundred moves far more than the others.
    """
    for i in range(n):
        yield ActionEvent(
            event_id=str(i),
            agent_id="a",
            time=MONDAY + timedelta(seconds=step_s * i),
            session_id=f"session-{i}",
            credential_id=f"credential-{i}",
            source_ip=f"address-{i}",
            tool=f"tool{i}",
            action=ACTIONS[i % len(ACTIONS)],
            resource=f"/home/{i}/file-{i}",
            n_items=10**12 if i % 100 == 99 else i,
            n_bytes=i * i,
            outcome=OUTCOMES[i % 4],
        )


def features(events: Iterable[ActionEvent]) -> Iterator[Features]:
    """Features as the monitor would make them for an agent without a past."""
    featurize, nobody = Featurizer(HASH_KEY), Profile()
    for event in events:
        x = featurize(event, event.timestamp)
        relate(x, Session(x.time), nobody, nobody)
        yield x


def lived(events: Iterable[ActionEvent]) -> Monitor:
    """Return a monitor that has seen these events."""
    monitor = Monitor(Config(), HASH_KEY, ProfileStore())
    for event in events:
        monitor.process_one(event)
    return monitor


def profile_after(n: int) -> Profile:
    """Return the profile of an agent that made `n` unlike calls, every baseline in it.

    Made anew each time: what a compiled class keeps cannot be copied but by packing it, which is
    what is to be tested.
    """
    profile = lived(_strangers(n)).profiles["default/a"]
    for kind in BASELINES:
        profile[kind]  # Made on first use.
    return profile


@functools.cache
def _strangers(n: int) -> tuple[ActionEvent, ...]:
    return tuple(strangers(n))


def packed(baseline: Baseline) -> bytes:
    """A baseline as bytes, alone: whoever is restored from them gets lists for its arrays."""
    return msgspec.msgpack.encode(baseline.pack(), enc_hook=list)
