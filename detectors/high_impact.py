"""One call that can destroy much, by an agent that never did such a thing."""

from collections.abc import Iterator

from baselines import (
    ACTIONS,
    GRACE_S,
    ChangesBaseline,
    Features,
    IdentityBaseline,
    Membership,
    Profile,
    RateBaseline,
    Session,
    SessionsBaseline,
)

from .base import Detector
from .judging.batches import Batches, is_rush_of_ten, n_calls_before
from .judging.everyday import NEVER, has_past, is_everyday, is_first_time
from .judging.parameters import check_points
from .judging.points import Points
from .judging.verb_points import VERB_POINTS
from .score import Score

Term = tuple[str, float]


class HighImpact(Detector):
    """Meaning on event 1: what the call can destroy, and what is new about it to this agent.

    Points add up: the catalogue's for verb and target (irreversible, many at once, secret,
    public), and those below. An approval takes points off, and so does habit: whoever always drops
    tables or publishes reports, or has two peers who do, is judged by the target, not by what the
    tool is called. No statistic
    sees a single call, so this detector goes straight to policy: an alert at `alert_at` points, a
    stop at `stop_at`. Misses slow harm, and impact that verb and target do not show.

    Parameters
    ----------
    alert_at, stop_at
        Points that raise an alert, and points that ask for a stop.
    production
        For taking many objects at once from a production environment.
    new_credential
        For a credential this agent never used.
    new_tool, new_verb, new_target
        For a tool, a verb class and a family of targets it never used; a tool that two of its
        peers know counts half, and nothing is new about what two of them do to the same target.
    new_at_most
        Cap on the three together: many new things at once are still one first time.
    repeated
        For each earlier irreversible call of the session, by an agent that never made one before:
        half, as long as two of its peers use the tool and there is no rush. All of it for calls of
        the last minute that give or take rights, where that is not the peers' daily work. What a
        session deletes again after something else counts once, the first few times: it was made
        anew. What was announced counts not at all: not as one of many.
    batch, batch_times, batch_at_least
        For the irreversible call, or the delete to a trash, that makes a session's batch
        `batch_times` as large as its usual ones, or as large as two usual days, and at least
        `batch_at_least` calls: a cap, whatever the statistics say.
    rush_of_ten
        For the tenth call in some seconds, and those after it, that send something or give or take
        rights, unless its own batches are as fast: a cap, too, whatever its trade is.
    after_secret, another_secret
        For changing or sending something after the session touched a secret that is new to the
        agent, and for each further one, up to three.
    usual
        Taken off for a tool and target of its own past.
    approved
        Taken off for a human approval.
    mature_events
        Events before which, as in its first three days, nothing counts as new to an agent that is
        itself new.
    rush, rush_s
        For each earlier irreversible call of the session, by such an agent, when its calls took
        no more than `rush_s` seconds each: faster than anybody who looks at what was answered.

    Examples
    --------
    >>> own = Profile()
    >>> for i in range(60):
    ...     own[Membership].see("coding", 7200.0 * i)
    >>> own[RateBaseline].learn_one({"time": 0.0, "verb": 0})
    >>> own[IdentityBaseline].learn_one({"time": 0.0, "credential": 9, "address": 0})
    >>> x = {"time": 432e3, "verb": 2, "session": 0, "is_changing": True, "impact": 65, "tool": 1}
    >>> x |= {"pair": 3, "target": 2, "prefix": 5, "credential": 4, "is_production": True}
    >>> x |= {"is_approved": False, "is_irreversible": True, "is_broad": True}
    >>> x |= {"by_tool": 25, "broad_tool": 6}
    >>> score = HighImpact().score_one(x, own, Profile())
    >>> score.observed, HighImpact().reason(score)
    (115.0, 'one call worth 115 points of harm, where 65 alert and 90 ask for a stop')
    >>> [name for name, points in score.points.terms]
    ['delete', 'kind of tool', 'new credential', 'new tool, target, verb', 'production']
    """

    name = "high_impact"
    stream = "direct"
    baselines = (ChangesBaseline, IdentityBaseline, Membership, RateBaseline, SessionsBaseline)
    hypothesis = "The agent is about to destroy or leak what cannot be brought back."
    misses = "Harm in many small or slow steps (burst, volume); impact verb and target do not show."
    runbook = (
        "Find out whether the call succeeded, and restore what it removed before anything else. "
        "Ask its owner where the credential came from. Revoke it at its issuer."
    )

    def __init__(
        self,
        alert_at: float = 65.0,
        stop_at: float = 90.0,
        production: float = 15.0,
        new_credential: float = 15.0,
        new_tool: float = 10.0,
        new_verb: float = 10.0,
        new_target: float = 10.0,
        new_at_most: float = 20.0,
        repeated: float = 20.0,
        batch: float = 50.0,
        batch_times: float = 3.0,
        batch_at_least: float = 8.0,
        rush_of_ten: float = 65.0,
        after_secret: float = 25.0,
        another_secret: float = 10.0,
        usual: float = 40.0,
        approved: float = 60.0,
        mature_events: float = 40.0,
        rush: float = 25.0,
        rush_s: float = 1.0,
    ) -> None:
        if not 0 < alert_at <= stop_at:
            raise ValueError(
                f"alert_at must be positive and at most stop_at; got {alert_at!r}, {stop_at!r}"
            )
        self.alert_at = alert_at
        self.stop_at = stop_at
        self.production = production
        self.new_credential = new_credential
        self.new_tool = new_tool
        self.new_verb = new_verb
        self.new_target = new_target
        self.new_at_most = new_at_most
        self.repeated = repeated
        self.batch = batch
        self.batch_times = batch_times
        self.batch_at_least = batch_at_least
        self.rush_of_ten = rush_of_ten
        self.after_secret = after_secret
        self.another_secret = another_secret
        self.usual = usual
        self.approved = approved
        self.mature_events = mature_events
        self.rush = rush
        self.rush_s = rush_s
        check_points(**self.parameters)

    @property
    def _batches(self) -> Batches:
        return Batches(self.batch_times, self.batch_at_least)

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        if x["impact"] <= 0:
            return _HARMLESS
        terms = [*_by_names(x), *self._session(x, own), *self._novelty(x, own, peers)]
        if x["is_broad"]:
            terms += self._breadth(x, own, peers)
        elif x["by_tool"] and _is_usual(x["tool"], own, peers):
            terms.append(("a tool it is used to", -float(x["by_tool"])))
        if x["is_approved"]:
            terms.append(("approved", -self.approved))
        points = Points.of(tuple(terms), self.alert_at, self.stop_at)
        p = min(1.0, max(_MIN_P, 10.0 ** (-points.total / 20.0)))
        return Score(p, points.total, 0.0, 0.0, 1.0, points)

    def _breadth(self, x: Features, own: Profile, peers: Profile) -> Iterator[Term]:
        """What taking many objects at once adds, and what being used to it takes off.

        Habit excuses the tool and the environment, never a target that is all there is.
        """
        if _is_usual(x["broad_tool"], own, peers):
            if x["by_tool"]:
                yield "a tool it is used to", -float(x["by_tool"])
        elif x["is_production"]:
            yield "production", self.production

    def _session(self, x: Features, own: Profile) -> Iterator[Term]:
        """What this session did before: secrets it never touched, then something that changes."""
        session = own[SessionsBaseline].live.get(x["session"])
        if session is None or not session.n_secrets:
            return
        if more := min(3, session.n_secrets - x["is_changing"]):
            yield "further new secrets", self.another_secret * more
        if x["is_changing"]:
            yield "a change after a new secret", self.after_secret

    def _novelty(self, x: Features, own: Profile, peers: Profile) -> Iterator[Term]:
        """What is new about the call, to an agent old enough for "new" to mean something."""
        changes, theirs = own[ChangesBaseline].known, peers[ChangesBaseline].known
        if x["pair"] in changes:
            yield "its own tool on its own target", -self.usual
            return
        credential, known = x["credential"], own[IdentityBaseline].credentials
        if credential and known and credential not in known:
            yield "new credential", self.new_credential
        rate, time = own[RateBaseline], x["time"]
        is_young = rate.first is None or time - rate.first < GRACE_S
        if is_young or own[Membership].n_events < self.mature_events:
            yield from self._rush(x, own, peers)
            return
        new: dict[str, float] = {}
        if x["tool"] not in changes:
            new["tool"] = self.new_tool if theirs.get(x["tool"], 0) < 2 else self.new_tool / 2.0
        if x["target"] and x["target"] not in changes and x["prefix"] not in changes:
            new["target"] = self.new_target
        n_now, is_counted = 0, "is_planned" not in x
        has_done = rate.n_calls(x["verb"], time) >= NEVER
        if x["is_irreversible"] or x["verb"] == _DELETE:
            session = own[SessionsBaseline].live.get(x["session"])
            n_now = _n_others(x, session)
            if session is not None:
                n_before = n_calls_before(x, rate, session)
                n_all, has_done = n_now + 1 + session.n_trashed, n_before >= NEVER
                is_habit = self._batches.is_habit(x, n_all, rate, n_before)
                if is_counted and not (is_habit or self._batches.is_theirs(x, n_all, own, peers)):
                    yield f"a batch of {n_all}, beyond its habit", self.batch
            if is_counted and n_now and not has_done and x["is_irreversible"]:
                each = self._share_of_each(x, n_now + 1, own, peers)
                yield f"{n_now} irreversible before it", self.repeated * each * n_now
        elif x["verb"] in _RIGHTS:
            has_done = has_past(rate, x["verb"], time)
            n_now = round(rate.recent(x["verb"], time)[1])
            if is_counted and n_now and not has_done and not is_everyday(x, peers):
                yield f"{n_now} such calls in the minute before", self.repeated * n_now
        if x["verb"] in _REACHING and is_counted and is_rush_of_ten(x, rate):
            yield "the tenth such call in a rush", self.rush_of_ten
        if not has_done:
            new["verb"] = self.new_verb
        is_theirs = x["target"] and not n_now and theirs.get(x["pair"], 0) >= 2
        if new and not is_theirs:
            yield f"new {', '.join(new)}", min(sum(new.values()), self.new_at_most)

    def _share_of_each(self, x: Features, n_all: int, own: Profile, peers: Profile) -> float:
        """How far each earlier call of a first batch counts: less where peers do it, in no rush."""
        if not is_first_time(x, own, peers):
            return 1.0
        is_theirs = is_everyday(x, peers) or self._batches.is_theirs(x, n_all, own, peers)
        return 0.0 if is_theirs else 0.5

    def _rush(self, x: Features, own: Profile, peers: Profile) -> Iterator[Term]:
        """What a newcomer destroys at a machine's pace: nobody has to know it to mind that.

        Unless it did so hours ago, too, or it is its peers' daily work.
        """
        session = own[SessionsBaseline].live.get(x["session"])
        if session is None or not x["is_irreversible"] or "is_planned" in x:
            return
        n_now = _n_others(x, session)
        if not n_now or x["time"] - session.start > self.rush_s * session.n_events:
            return
        if not self._batches.is_usual(x, n_now + 1, own, peers, session):
            yield f"{n_now} irreversible before it, in a rush", self.rush * n_now

    def reason(self, score: Score) -> str:
        return (
            f"one call worth {score.observed:.0f} points of harm, where "
            f"{self.alert_at:.0f} alert and {self.stop_at:.0f} ask for a stop"
        )


def _by_names(x: Features) -> Iterator[Term]:
    """What the catalogue makes of the call, by verb, tool and target."""
    by_verb, by_tool = VERB_POINTS[ACTIONS[x["verb"]]], x["by_tool"]
    if by_verb:
        yield ACTIONS[x["verb"]], float(by_verb)
    if by_tool:
        yield "kind of tool", float(by_tool)
    if by_target := x["impact"] - by_verb - by_tool:
        yield "kind or number of targets", float(by_target)


def _is_usual(tool: int, own: Profile, peers: Profile) -> bool:
    """Whether the agent, or two of its peers, used a tool before."""
    known, theirs = own[ChangesBaseline].known, peers[ChangesBaseline].known
    return tool in known or theirs.get(tool, 0) >= 2


def _n_others(x: Features, session: Session | None) -> int:
    """Irreversible calls of a session besides this one; what is deleted again is the same one."""
    if session is None:
        return 0
    return max(0, session.n_irreversible - ("is_again" in x))


_DELETE = ACTIONS.index("delete")
_RIGHTS = frozenset((ACTIONS.index("auth"), ACTIONS.index("admin")))
_REACHING = _RIGHTS | {ACTIONS.index("send")}
"""What reaches beyond the agent's own work, and is not brought back by bringing back a target."""
_MIN_P = 1e-300
_HARMLESS = Score(1.0, 0.0, 0.0, 0.0, 0.0)
