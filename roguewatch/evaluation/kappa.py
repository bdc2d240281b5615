"""How much lower than the CUSUM bound the alert threshold may lie, by simulation."""

import math
import statistics
from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

_BURN_IN = 100
_N_HALVINGS = 24
_T_99 = {2: 63.7, 3: 9.92, 4: 5.84, 5: 4.60, 6: 4.03, 7: 3.71, 8: 3.50, 12: 3.11, 16: 2.95}
"""Student's t for a two-sided 99 % interval, by batches; between two keys the lower counts."""


class Kappa(msgspec.Struct, frozen=True):
    """One dial's kappa, and a 99 % interval of the simulation."""

    c: float
    """Sessions for each false alarm that is allowed."""
    value: float
    low: float
    high: float


class KappaSimulation:
    """Benign sessions, and when their evidence would raise an alarm.

    Each stream of a session has an independent uniform p, which becomes e = 0.5 p^-0.5; the
    session's E is their weighted sum, and W <- max(W, 1) E. An alarm resets W. The threshold
    that alarms once in c sessions is kappa times c; the CUSUM bound alone would say c.

    Parameters
    ----------
    weights
        Of the streams, as in the configuration.
    n_chains, n_steps
        Agents side by side, and sessions each has.

    Examples
    --------
    >>> simulation = KappaSimulation({"a": 0.5, "b": 0.5}, n_chains=200, n_steps=1_000)
    >>> batch = simulation.batch(seed=1, number=0)
    >>> 0.01 < simulation.kappa(batch, c=100.0) < 0.5
    True
    """

    def __init__(
        self, weights: Mapping[str, float], n_chains: int = 4_000, n_steps: int = 1_000
    ) -> None:
        self.n_chains = n_chains
        self.n_steps = n_steps
        self._weights = [weights[stream] for stream in sorted(weights)]

    @property
    def n_sessions(self) -> int:
        """Sessions of one batch that count."""
        return self.n_chains * self.n_steps

    def batch(self, seed: int, number: int) -> NDArray[np.float64]:
        """Evidence of the sessions of one batch, in nats, a row for each step."""
        generator = np.random.default_rng([seed, number])
        e = np.zeros((_BURN_IN + self.n_steps, self.n_chains))
        for weight in self._weights:
            # In (0, 1]: a p of 0 would be infinite evidence.
            e += weight * 0.5 / np.sqrt(1.0 - generator.random(e.shape))
        return np.asarray(np.log(e))

    def n_alarms(self, log_e: NDArray[np.float64], log_threshold: float) -> int:
        """Alarms after the first sessions, which still remember that they began at W = 1."""
        log_w, n = np.zeros(self.n_chains), 0
        for step, row in enumerate(log_e):
            np.maximum(log_w, 0.0, out=log_w)
            log_w += row
            is_alarm = log_w >= log_threshold
            if step >= _BURN_IN:
                n += int(np.count_nonzero(is_alarm))
            log_w[is_alarm] = 0.0
        return n

    def kappa(self, log_e: NDArray[np.float64], c: float) -> float:
        """The threshold that alarms once in `c` sessions, over `c`."""
        if not c > 1.0:
            raise ValueError(f"c must be more than one session for each false alarm; got {c!r}")
        low, high = 0.0, math.log(c)
        for _ in range(_N_HALVINGS):
            middle = 0.5 * (low + high)
            if self.n_alarms(log_e, middle) * c > self.n_sessions:
                low = middle
            else:
                high = middle
        return math.exp(high) / c


def summarise(c: float, values: list[float]) -> Kappa:
    """The mean of the batches, and where the true one lies with 99 % confidence.

    Examples
    --------
    >>> kappa = summarise(1_000.0, [0.05, 0.052, 0.051, 0.049])
    >>> round(kappa.value, 4), round(kappa.low, 4), round(kappa.high, 4)
    (0.0505, 0.0467, 0.0543)
    """
    if len(values) < 2:
        raise ValueError(f"values must be at least two batches; got {len(values)}")
    t = _T_99[max(n for n in _T_99 if n <= len(values))]
    mean = statistics.fmean(values)
    half = t * statistics.stdev(values) / math.sqrt(len(values))
    return Kappa(c, mean, max(0.0, mean - half), mean + half)
