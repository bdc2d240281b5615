"""How much evidence ordinary sessions come to: where the threshold of alerts has to lie."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from baselines import SessionPeaks
from baselines.session_peaks import BINS_PER_NAT, N_BINS

_PRIOR_THEORY: Final = 100.0
_PRIOR_FLEET: Final = 200.0


class OrdinaryEvidence:
    """The share of sessions that come to some evidence or more, among the peers.

    Their own count, with the fleet's share as that of `_PRIOR_FLEET` further sessions; the fleet's
    in turn with the theory's. So a cohort of a few sessions is judged like the fleet, and a fleet
    of a few as theory has it; with every session that ends, both count less.

    Parameters
    ----------
    peers
        Sessions of the cohort.
    fleet
        Sessions of all cohorts; `None` where the peers are the fleet.

    Examples
    --------
    >>> peers = SessionPeaks(max_sessions=10_000)
    >>> for i in range(5_000):
    ...     peers.learn_evidence(1.0 if i % 50 == 0 else 0.0)
    >>> evidence = OrdinaryEvidence(peers)
    >>> round(evidence.level(0.01, kappa=0.05), 1)
    1.0
    >>> round(OrdinaryEvidence(SessionPeaks()).level(0.05 * math.exp(-3.0), kappa=0.05), 6)
    3.0

    References
    ----------
    Conformal quantiles (Vovk), shrunk towards the pooled ones as in empirical Bayes.
    """

    def __init__(self, peers: SessionPeaks, fleet: SessionPeaks | None = None) -> None:
        self._pools = [peers] if fleet is None else [fleet, peers]
        self.n_judged = self._pools[0].n_judged
        """Sessions of the fleet that were judged."""
        self._levels: dict[tuple[float, float, int], float] = {}

    def level(self, share: float, kappa: float) -> float:
        """The evidence, in nats, that a session comes to as seldom as that.

        What alerts whatever its evidence is takes its part of the share, half of it at most.

        Parameters
        ----------
        share
            Of all sessions.
        kappa
            Of the configuration: by theory, `kappa` times e to the minus x come to x.
        """
        found = self._levels.get((share, kappa, 0))
        if found is None:
            left, above = self._left(share), [_above(pool.evidence) for pool in self._pools]
            ns = [pool.n_judged for pool in self._pools]
            found = self._levels[share, kappa, 0] = _find_level(above, ns, left, kappa)
        return found

    def level_with(
        self, slot: int, pools: Sequence[Mapping[int, int]], share: float, kappa: float
    ) -> float:
        """The same, by what the sessions come to with a plug-in heard.

        Parameters
        ----------
        slot
            Of the plug-in.
        pools
            Sessions by evidence, those of the fleet and then those of the cohort.
        share, kappa
            As for `level`.
        """
        found = self._levels.get((share, kappa, slot))
        if found is None:
            ns = [sum(bins.values()) for bins in pools]
            above = [_above(bins) for bins in pools]
            found = _find_level(above, ns, self._left(share), kappa)
            self._levels[share, kappa, slot] = found
        return found

    def _left(self, share: float) -> float:
        ns = [pool.n_judged for pool in self._pools]
        direct = [pool.n_direct for pool in self._pools]
        return max(0.5 * share, share - _pooled(direct, ns, 0.0))


def _find_level(
    above: Sequence[Sequence[int]], ns: Sequence[int], share: float, kappa: float
) -> float:
    before = 1.0
    for index in range(N_BINS):
        theory = min(1.0, kappa * math.exp(-index / BINS_PER_NAT))
        here = _pooled([counts[index] for counts in above], ns, theory)
        if here <= share:
            if not index:
                return 0.0
            part = math.log(before / share) / math.log(before / here)
            return (index - 1 + part) / BINS_PER_NAT
        before = here
    return N_BINS / BINS_PER_NAT


def _pooled(counts: Sequence[int], ns: Sequence[int], theory: float) -> float:
    share, prior = theory, _PRIOR_THEORY
    for n, count in zip(ns, counts, strict=True):
        share = (count + prior * share) / (n + prior)
        prior = _PRIOR_FLEET
    return share


def _above(evidence: Mapping[int, int]) -> list[int]:
    """How many came to each bin, or further."""
    counts, above = [0] * N_BINS, 0
    for index in range(N_BINS - 1, -1, -1):
        above += evidence.get(index, 0)
        counts[index] = above
    return counts
