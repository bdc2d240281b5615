"""Lives that every baseline and detector is put through."""

import copy
import copyreg
import functools
import inspect
import sys
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
        relate(x, Session(x["time"]), nobody, nobody)
        yield x


def lived(events: Iterable[ActionEvent]) -> Monitor:
    """Return a monitor that has seen these events."""
    monitor = Monitor(Config(), HASH_KEY, ProfileStore())
    for event in events:
        monitor.process_one(event)
    return monitor


def profile_after(n: int) -> Profile:
    """Return the profile of an agent that made `n` unlike calls, every baseline in it."""
    return copied(_profile_after(n))


def copied(profile: Profile) -> Profile:
    """A profile with everything in it, also what is never packed, that shares nothing."""
    for module in [m for name, m in sys.modules.items() if name.startswith("baselines.")]:
        for kind in vars(module).values():
            if inspect.isclass(kind) and kind.__module__ == module.__name__ and _needs(kind):
                copyreg.pickle(kind, _made_again)
    return copy.deepcopy(profile)


def _needs(kind: type) -> bool:
    """Whether it cannot be made without arguments, and has what tells a copy."""
    return hasattr(kind, "pack") and any(
        parameter.default is parameter.empty
        for parameter in inspect.signature(kind).parameters.values()
    )


def _made_again(thing: object) -> tuple[type, tuple[object, ...], object]:
    """How to make it again: a compiled class runs `__init__` wherever one is made."""
    names = inspect.signature(type(thing)).parameters
    return type(thing), tuple(getattr(thing, name) for name in names), thing.__getstate__()


@functools.cache
def _profile_after(n: int) -> Profile:
    profile = lived(strangers(n)).profiles["default/a"]
    for kind in BASELINES:
        profile[kind]  # Made on first use.
    return profile


def packed(baseline: Baseline) -> bytes:
    """A baseline as bytes, alone: whoever is restored from them gets lists for its arrays."""
    return msgspec.msgpack.encode(baseline.pack(), enc_hook=list)
