"""An agent's benign runs, to be learned without one of its tasks."""

from collections.abc import Iterable

from baselines import ChangesBaseline, Membership, Profile, SequenceBaseline, Session

from .run import Run
from .walking import walk

NOBODY = Profile()


class History:
    """Teaches a profile from one agent's benign runs.

    How new a touch of a past run was, which sets what is usual, is asked of all *other* runs: the
    order of recordings says little, and each run stands where the judged one will. Learned in
    order, as the worker does, the first runs of a short history find everything new.

    Parameters
    ----------
    runs
        Benign runs of one agent, in order of their start.

    Examples
    --------
    >>> History([]).learn(None, Profile())[ChangesBaseline].known
    {}
    """

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs = list(runs)
        self.cohort = self.runs[0].cohort if self.runs else None
        self._symbols = [_symbols(run) for run in self.runs]

    def learn(self, without: str | None, peers: Profile, is_in_order: bool = False) -> Profile:
        """Learn all runs except those of one task.

        Parameters
        ----------
        without
            The task; None learns all.
        peers
            What the agent's peers do.
        is_in_order
            Ask only runs before it how new a touch was.
        """
        own = Profile()
        changes = own[ChangesBaseline]
        kept = [i for i, run in enumerate(self.runs) if without is None or run.task != without]
        seen: dict[int, int] = {}
        for i in kept:
            for symbol in self._symbols[i]:
                seen[symbol] = seen.pop(symbol, 0) + 1
        newest = list(seen.items())[-changes.max_known :]
        for i in kept:
            rest = own
            if not is_in_order:
                rest = Profile()
                mine = self._symbols[i]
                rest[ChangesBaseline].known = {s: 1 for s, n in newest if n > 1 or s not in mine}
            self._learn_one(self.runs[i], own, rest, peers)
        return own

    def named(self, without: str | None) -> set[tuple[str, str | None]]:
        """Tools and targets, as recorded, of all runs except those of one task."""
        runs = [run for run in self.runs if without is None or run.task != without]
        return {call.named for run in runs for call in run.calls}

    def _learn_one(self, run: Run, own: Profile, rest: Profile, peers: Profile) -> None:
        ended: list[Session] = []
        for x in walk(run, rest, peers, ended):
            own[SequenceBaseline].learn_one(x)
        for session in ended:
            own[ChangesBaseline].learn_session(session.touched)
        own[Membership].see(run.cohort, run.calls[-1].event.timestamp)


def _symbols(run: Run) -> dict[int, int]:
    """Everything the run touched: what it alone would make known."""
    alone, ended = ChangesBaseline(), list[Session]()
    for _ in walk(run, Profile(), NOBODY, ended):
        pass
    for session in ended:
        alone.learn_session(session.touched)
    return alone.known
