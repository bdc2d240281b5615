"""How well scores tell bad from good: rank measures that never flatter a detector."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Numbers = Sequence[float] | npt.NDArray[np.float64]
Flags = Sequence[bool] | Sequence[int] | npt.NDArray[np.bool_]


def auroc(flags: Flags, scores: Numbers) -> float | None:
    """The chance that a bad one scores above a good one; a tie counts one half.

    Parameters
    ----------
    flags
        Whether each is bad.
    scores
        Higher is more suspicious.

    Returns
    -------
    float or None
        None when there are no bad ones, or no good ones.

    Examples
    --------
    >>> auroc([0, 0, 1, 1], [0.1, 0.4, 0.4, 0.8])
    0.875
    """
    bad, good = _split(flags, scores)
    if not len(bad) or not len(good):
        return None
    good = np.sort(good)
    below = np.searchsorted(good, bad, side="left")
    not_above = np.searchsorted(good, bad, side="right")
    return float((below + not_above).sum() / (2.0 * len(bad) * len(good)))


def caught(flags: Flags, scores: Numbers, false_positive_rate: float) -> float | None:
    """The share of bad ones caught under this budget of good ones; ties go to the good ones.

    A bad one is caught when the good ones that score at least as high fit the budget, so that a
    detector which gives everybody the same score catches nobody.

    Examples
    --------
    >>> caught([0] * 20 + [1, 1], [0.0] * 19 + [0.5, 0.5, 0.9], false_positive_rate=0.05)
    1.0
    >>> caught([0, 0, 1, 1], [1.0, 1.0, 1.0, 1.0], false_positive_rate=0.05)
    0.0
    """
    bad, good = _split(flags, scores)
    if not len(bad) or not len(good):
        return None
    above = len(good) - np.searchsorted(np.sort(good), bad, side="left")
    # The budget is a share written in decimals: 0.05 of 20 is one, whatever binary says.
    return float((above <= false_positive_rate * len(good) + 1e-9).mean())


def bootstrap(
    measure: Callable[[Flags, Numbers], float | None],
    flags: Flags,
    scores: Numbers,
    seed: int,
    n_rounds: int = 200,
) -> tuple[float, float] | None:
    """A 95 % percentile interval: good and bad ones are drawn again, each from their own kind.

    Examples
    --------
    >>> bootstrap(auroc, [0] * 50 + [1] * 50, list(range(100)), seed=1)
    (1.0, 1.0)
    """
    bad, good = _split(flags, scores)
    if not len(bad) or not len(good):
        return None
    drawn = np.random.default_rng(seed)
    both = np.arange(len(bad) + len(good)) < len(bad)
    found = [
        measure(both, np.concatenate([drawn.choice(bad, len(bad)), drawn.choice(good, len(good))]))
        for _ in range(n_rounds)
    ]
    low, high = np.percentile([value for value in found if value is not None], [2.5, 97.5])
    return float(low), float(high)


def bootstrap_groups(
    measure: Callable[[Flags, Numbers], float | None],
    flags: Flags,
    scores: Numbers,
    groups: Sequence[str],
    seed: int,
    n_rounds: int = 200,
) -> tuple[float, float] | None:
    """A 95 % percentile interval: whole groups are drawn again, for what is in one is alike.

    Examples
    --------
    >>> flags, groups = [0, 1] * 10, [str(i // 4) for i in range(20)]
    >>> bootstrap_groups(auroc, flags, list(flags), groups, seed=1)
    (1.0, 1.0)
    """
    if measure(flags, scores) is None:
        return None
    is_bad, values = np.asarray(flags, dtype=bool), np.asarray(scores, dtype=np.float64)
    names, place = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    members = [np.flatnonzero(place == i) for i in range(len(names))]
    drawn = np.random.default_rng(seed)
    found = []
    for _ in range(n_rounds):
        kept = np.concatenate([members[i] for i in drawn.integers(len(names), size=len(names))])
        value = measure(is_bad[kept], values[kept])
        if value is not None:
            found.append(value)
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def _split(
    flags: Flags, scores: Numbers
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    is_bad, values = np.asarray(flags, dtype=bool), np.asarray(scores, dtype=np.float64)
    if is_bad.shape != values.shape:
        raise ValueError(f"flags and scores must pair up; got {is_bad.shape} and {values.shape}")
    if np.isnan(values).any():
        raise ValueError("scores must be numbers; got NaN")
    return values[is_bad], values[~is_bad]
