"""CPU and wall time of this process, from the first event to the last."""

import resource
import time
from pathlib import Path

import msgspec


class Measurement(msgspec.Struct, frozen=True):
    """What one run took; events per CPU-second swing least on a shared machine.

    Examples
    --------
    >>> Measurement(n_events=3_000, wall_s=2.0, cpu_s=1.5, peak_rss_mb=40.0).events_per_cpu_s
    2000.0
    """

    n_events: int
    wall_s: float
    cpu_s: float
    peak_rss_mb: float

    @property
    def events_per_cpu_s(self) -> float:
        return self.n_events / self.cpu_s

    @property
    def events_per_wall_s(self) -> float:
        return self.n_events / self.wall_s


class Stopwatch:
    """Starts when made; all threads of the process count.

    Examples
    --------
    >>> Stopwatch().stop(n_events=10).n_events
    10
    """

    def __init__(self) -> None:
        self._wall = time.perf_counter()
        self._cpu = _cpu_s()

    def stop(self, n_events: int) -> Measurement:
        """Return what it took since the start."""
        cpu_s, wall_s = _cpu_s() - self._cpu, time.perf_counter() - self._wall
        return Measurement(n_events, wall_s, cpu_s=max(cpu_s, 1e-6), peak_rss_mb=_peak_rss_mb())


def _cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _peak_rss_mb() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        # Linux counts the parent's memory, before the exec, in ru_maxrss.
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
