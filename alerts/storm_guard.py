"""A broken detector can never stop the fleet: how many agents automation may stop at once."""

from collections.abc import Iterable

import msgspec

from .ledger_record import Bucket


class GuardVerdict(msgspec.Struct, frozen=True):
    """Whether a stop may go out now; what may not is held for a person, never dropped.

    `guard_time` and `bucket` belong on the ledger record of the command, since the guard is rebuilt
    from there.
    """

    is_admitted: bool
    guard_time: float
    bucket: Bucket
    n_stopped: int
    cap: int

    @property
    def reason(self) -> str:
        if self.is_admitted:
            return f"{self.n_stopped} of at most {self.cap} agents stopped in this window"
        return (
            f"storm guard: {self.n_stopped} agents were stopped in this window, the cap is "
            f"{self.cap}; suspect the detector, a release or shared data before the agents"
        )


class StormGuard:
    """Caps the distinct agents that automation stops within a window of event time.

    At most `share` of the active agents, but at least one; requests of the direct path (one call
    that speaks for itself) have a bucket and a larger cap of their own. An agent that was counted
    already is let through without being counted again. What people ask for is not asked here. Its
    time is the later of the request's and of the last stop let through, so a late event finds the
    window full. Weakness: a slow storm, below the cap in each window, passes.

    Parameters
    ----------
    window_s
        Length of the window, in seconds.
    share
        Part of the active agents that may be stopped in a window.
    direct_share
        The same for requests of the direct path.

    Examples
    --------
    >>> guard = StormGuard()
    >>> guard.admit_one("t/a", 0.0, n_active_agents=10, is_direct=False).is_admitted
    True
    >>> guard.admit_one("t/b", 1.0, n_active_agents=10, is_direct=False).is_admitted
    False
    >>> guard.admit_one("t/b", 601.0, n_active_agents=10, is_direct=False).is_admitted
    True
    """

    def __init__(
        self, window_s: float = 600.0, share: float = 0.05, direct_share: float = 0.10
    ) -> None:
        if window_s <= 0:
            raise ValueError(f"window_s must be positive; got {window_s!r}")
        for name, value in (("share", share), ("direct_share", direct_share)):
            if not 0 <= value <= 1:
                raise ValueError(f"{name} must be between 0 and 1; got {value!r}")
        self.window_s = window_s
        self.share = share
        self.direct_share = direct_share
        self._stops: dict[str, tuple[float, Bucket]] = {}
        self._time = float("-inf")

    def cap(self, bucket: Bucket, n_active_agents: int) -> int:
        """Return how many distinct agents a bucket holds; one even if no agent is known."""
        share = self.share if bucket == "share" else self.direct_share
        # The tiny addition keeps 0.05 * 20 from ending below 1 in binary floating point.
        return max(1, int(share * max(0, n_active_agents) + 1e-9))

    def judge(
        self, subject: str, time: float, *, n_active_agents: int, is_direct: bool
    ) -> GuardVerdict:
        """Say whether a stop would be let through; changes nothing."""
        now = max(time, self._time)
        recent = {
            other: stop for other, stop in self._stops.items() if stop[0] > now - self.window_s
        }
        bucket: Bucket = "direct" if is_direct else "share"
        cap = self.cap(bucket, n_active_agents)
        n_stopped = sum(other_bucket == bucket for _, other_bucket in recent.values())
        if subject in recent:
            counted_at, counted_in = recent[subject]
            return GuardVerdict(True, counted_at, counted_in, n_stopped, cap)
        return GuardVerdict(n_stopped < cap, now, bucket, n_stopped, cap)

    def admit_one(
        self, subject: str, time: float, *, n_active_agents: int, is_direct: bool
    ) -> GuardVerdict:
        """Judge a stop, and count it if it is let through."""
        verdict = self.judge(subject, time, n_active_agents=n_active_agents, is_direct=is_direct)
        if verdict.is_admitted:
            self.learn_one(subject, verdict.guard_time, verdict.bucket)
        return verdict

    def learn_one(self, subject: str, guard_time: float, bucket: Bucket) -> None:
        """Count a stop that was let through, now or before a restart."""
        self._time = max(self._time, guard_time)
        self._stops[subject] = (guard_time, bucket)
        horizon = self._time - self.window_s
        for other in [other for other, stop in self._stops.items() if stop[0] <= horizon]:
            del self._stops[other]

    def restore(self, entries: Iterable[tuple[str, float, Bucket]]) -> None:
        """Take over what the ledger remembers (`LedgerView.guard_entries`)."""
        for subject, guard_time, bucket in entries:
            self.learn_one(subject, guard_time, bucket)
