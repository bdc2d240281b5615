"""What a plug-in's baseline class has to show before it is trusted with profiles."""

import random
from collections.abc import Iterator

from ..features import ACTIONS, Features
from .call_budget import TooManyCalls, within_calls
from .state import MAX_STATE_BYTES, RiverState
from .too_large import TooLarge

MAX_COHORT_STATE_BYTES = 256 * 1024
"""Of an estimator that a cohort shares, which lies in no profile."""

_N_REHEARSED = 300
_MOST_CALLS = 500_000
_WHY = ", for a profile has 64 KiB in all"
_INSTEAD = ', or let it learn whole cohorts (parameters = { per = "cohort" })'


def rehearse(plugin: str, kind: type[RiverState]) -> int:
    """Teach two of them the same made-up events, packing one now and then; the size in the end."""
    _learn_first(plugin, kind, is_shared=False)
    straight, packed = kind(), kind()
    events = list(made_up_events(max(_N_REHEARSED, kind.grace + 50)))
    for x in events:
        straight.learn_one(x)
    size = _check_size(plugin, straight, is_shared=False)
    if not straight.scores.total:
        raise _gives_no_number(plugin)
    for i, x in enumerate(events):
        packed.learn_one(x)
        if i % 60 == 0:
            again = kind()
            again.unpack(packed.pack())
            packed = again
    if straight.pack() != packed.pack():
        raise ValueError(f"plug-in {plugin!r} must score the same after a restart; it does not")
    return size


def rehearse_shared(plugin: str, kind: type[RiverState]) -> int:
    """Teach it made-up events as a snapshot does; the size in the end."""
    _learn_first(plugin, kind, is_shared=True)
    state = kind()
    events = [kind.numbers_of(x, None) for x in made_up_events(_N_REHEARSED)]
    for numbers in events:
        state.learn_numbers(numbers)
    if all(state.score_numbers(numbers) is None for numbers in events):
        raise _gives_no_number(plugin)
    return _check_size(plugin, state, is_shared=True)


def made_up_events(n: int) -> Iterator[Features]:
    """Events of no agent, the same each time."""
    generator = random.Random(0)  # noqa: S311  # made-up events, not keys
    for i in range(n):
        yield Features(
            time=60.0 * i,
            action=generator.choice(ACTIONS),
            hour=i // 60 % 48,
            n_items=generator.randrange(1_000),
            n_bytes=generator.randrange(100_000),
            impact=generator.randrange(60),
        )


def _learn_first(plugin: str, kind: type[RiverState], is_shared: bool) -> None:
    """Refuse what would fill the memory, and what fails, at the first event that it learns."""
    state, x = kind(), next(made_up_events(1))
    try:
        within_calls(_MOST_CALLS, lambda: state.teach(kind.numbers_of(x, None)))
    except TooManyCalls:
        raise ValueError(
            f"plug-in {plugin!r} is too large: it must learn an event in {_MOST_CALLS} calls; "
            "give it fewer or smaller parts"
        ) from None
    except Exception as error:  # whatever it raises, it would at every event
        told = f"{type(error).__name__}: {error}"
        raise ValueError(f"plug-in {plugin!r} must learn an ordinary event; {told}") from None
    _check_size(plugin, state, is_shared)


def _check_size(plugin: str, state: RiverState, is_shared: bool) -> int:
    size, most = state.n_bytes(), MAX_COHORT_STATE_BYTES if is_shared else MAX_STATE_BYTES
    if size > most:
        why, instead = ("", "") if is_shared else (_WHY, _INSTEAD)
        raise TooLarge(
            f"the state of plug-in {plugin!r} must have at most {most} bytes{why}; got {size}: "
            f"give it fewer or smaller parts{instead}"
        )
    return size


def _gives_no_number(plugin: str) -> ValueError:
    return ValueError(f"plug-in {plugin!r} must score ordinary events; it gives no number")
