"""What a session destroys, or whom it gives rights, by number and pace: points of harm."""

from typing import Final

from baselines import ACTIONS, Features, Profile, Session

from .batches import Batches, n_calls_before
from .everyday import NEVER, has_past, is_everyday, is_first_time
from .points import Term

DELETE: Final = ACTIONS.index("delete")
RIGHTS: Final = frozenset((ACTIONS.index("auth"), ACTIONS.index("admin")))


class Destruction:
    """Judges a call by those of its kind that the session made before it.

    Parameters
    ----------
    batches
        What is larger than usual.
    batch, repeated, rush, rush_s
        As for `HighImpact`.

    Examples
    --------
    >>> terms = []
    >>> destruction = Destruction(Batches(3.0, 8.0), 50.0, 20.0, 25.0, 1.0)
    >>> x = Features(time=0.0, verb=2, session=1, is_irreversible=True)
    >>> destruction.judge(x, Profile(), Profile(), terms), terms
    ((False, 0), [])
    """

    def __init__(
        self, batches: Batches, batch: float, repeated: float, rush: float, rush_s: float
    ) -> None:
        self._batches = batches
        self._batch = batch
        self._repeated = repeated
        self._rush = rush
        self._rush_s = rush_s

    def judge(
        self, x: Features, own: Profile, peers: Profile, terms: list[Term]
    ) -> tuple[bool, int]:
        """Add what is found; whether the agent did such things before, and how many lately."""
        rate, verb, time = own.rate, x.verb, x.time
        if x.is_irreversible or verb == DELETE:
            session = own.sessions.live.get(x.session)
            if session is None:
                return rate.n_calls(verb, time) >= NEVER, 0
            return self._judge_batch(x, own, peers, session, terms)
        if verb not in RIGHTS:
            return rate.n_calls(verb, time) >= NEVER, 0
        has_done, n_now = has_past(rate, verb, time), round(rate.recent(verb, time)[1])
        if n_now and not has_done and not x.is_planned and not is_everyday(x, peers):
            terms.append((f"{n_now} such calls in the minute before", self._repeated * n_now))
        return has_done, n_now

    def _judge_batch(
        self, x: Features, own: Profile, peers: Profile, session: Session, terms: list[Term]
    ) -> tuple[bool, int]:
        rate, n_now = own.rate, n_others(x, session)
        n_before = n_calls_before(x, rate, session)
        n_all, has_done = n_now + 1 + session.n_trashed, n_before >= NEVER
        if x.is_planned:
            return has_done, n_now
        is_habit = self._batches.is_habit(x, n_all, rate, n_before)
        if not (is_habit or self._batches.is_theirs(x, n_all, own, peers)):
            terms.append((f"a batch of {n_all}, beyond its habit", self._batch))
        if n_now and not has_done and x.is_irreversible:
            each = self._share_of_each(x, n_now + 1, own, peers)
            terms.append((f"{n_now} irreversible before it", self._repeated * each * n_now))
        return has_done, n_now

    def _share_of_each(self, x: Features, n_all: int, own: Profile, peers: Profile) -> float:
        """How far each earlier call of a first batch counts: less where peers do it, in no rush."""
        if not is_first_time(x, own, peers):
            return 1.0
        is_theirs = is_everyday(x, peers) or self._batches.is_theirs(x, n_all, own, peers)
        return 0.0 if is_theirs else 0.5

    def judge_newcomer(self, x: Features, own: Profile, peers: Profile, terms: list[Term]) -> None:
        """Add what a newcomer destroys at a machine's pace: nobody has to know it to mind that.

        Unless it did so hours ago, too, or it is its peers' daily work.
        """
        session = own.sessions.live.get(x.session)
        if session is None or not x.is_irreversible or x.is_planned:
            return
        n_now = n_others(x, session)
        if not n_now or x.time - session.start > self._rush_s * session.n_events:
            return
        if not self._batches.is_usual(x, n_now + 1, own, peers, session):
            terms.append((f"{n_now} irreversible before it, in a rush", self._rush * n_now))


def n_others(x: Features, session: Session) -> int:
    """Irreversible calls of a session besides this one; what is deleted again is the same one.

    Examples
    --------
    >>> session = Session(0.0)
    >>> session.n_irreversible = 3
    >>> n_others(Features(time=0.0), session), n_others(Features(time=0.0, is_again=True), session)
    (3, 2)
    """
    return max(0, session.n_irreversible - (x.is_again))
