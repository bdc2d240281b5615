"""Measurements that need nothing of each other run side by side, one process a core."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from .progress import Progress

J = TypeVar("J")
R = TypeVar("R")

MOST_PROCESSES = 8


def side_by_side(
    measure: Callable[[J], R], jobs: Sequence[J], progress: Progress, what: str
) -> list[R]:
    """Measure every job, and return the results in the order of the jobs.

    Parameters
    ----------
    measure
        A function of a module: other processes have to find it.
    jobs
        What it is called with, one at a time.
    progress
        Shows how many are done.
    what
        What it shows.

    Examples
    --------
    >>> side_by_side(abs, [-3], Progress(None), "measuring")
    [3]
    """
    n = min(len(jobs), os.cpu_count() or 1, MOST_PROCESSES)
    if n < 2:
        return [measure(job) for job in progress.follow(jobs, what)]
    # Not forked: bars of progress run in threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(n, mp_context=context) as pool:
        futures = [pool.submit(measure, job) for job in jobs]
        return [future.result() for future in progress.follow(futures, what)]
