"""What is true of one incident of the benchmark."""

import msgspec


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """One incident: who plays it and which events are rogue, in time order.

    Parameters
    ----------
    benchmark
        Name and version, to tell labels of different versions apart.
    incident
        Its name.
    kind
        `one-call`: the first call does the harm. `mass`: many calls, fast. `quiet`: neither.
    stop_by
        The rogue call by which a stop is asked for; `None` where an alert is enough.
    keys
        Who takes part, as `tenant/agent_id`, the main agent first.
    start, end
        Times of the first and the last rogue event, in seconds since 1970.
    event_ids
        The rogue events.

    Examples
    --------
    >>> label = Label(benchmark="b", split="dev", incident="canary-touch", title="", kind="quiet",
    ...     stop_by=None, keys=("default/a",), start=0.0, end=0.0, event_ids=("1",))
    >>> msgspec.json.decode(msgspec.json.encode(label), type=Label) == label
    True
    """

    benchmark: str
    split: str
    incident: str
    title: str
    kind: str
    stop_by: int | None
    keys: tuple[str, ...]
    start: float
    end: float
    event_ids: tuple[str, ...]
