"""One call that can destroy much, by an agent that never did such a thing."""

from typing import Final

from baselines import (
    ACTIONS,
    GRACE_S,
    ChangesBaseline,
    Features,
    IdentityBaseline,
    Membership,
    Profile,
    RateBaseline,
    SessionsBaseline,
)

from .base import Detector
from .judging.batches import Batches, is_rush_of_ten
from .judging.destruction import RIGHTS, Destruction
from .judging.parameters import check_points
from .judging.points import Points, Term
from .judging.verb_points import VERB_POINTS
from .score import Score


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
    >>> own[RateBaseline].learn_one(Features(time=0.0, verb=0))
    >>> own[IdentityBaseline].learn_one(Features(time=0.0, credential=9, address=0))
    >>> x = Features(time=432e3, verb=2, session=0, is_changing=True, impact=65, tool=1)
    >>> x = x.replace(pair=3, target=2, prefix=5, credential=4, is_production=True)
    >>> x = x.replace(is_approved=False, is_irreversible=True, is_broad=True)
    >>> x = x.replace(by_tool=25, broad_tool=6)
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
        batches = Batches(batch_times, batch_at_least)
        self._destruction = Destruction(batches, batch, repeated, rush, rush_s)
        self._sums: dict[tuple[Term, ...], Score] = {}

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        if x.impact <= 0:
            return _HARMLESS
        terms: list[Term] = []
        _add_names(x, terms)
        self._add_secrets(x, own, terms)
        self._add_novelty(x, own, peers, terms)
        if x.is_broad:
            self._add_breadth(x, own, peers, terms)
        elif x.by_tool and _is_usual(x.tool, own, peers):
            terms.append(("a tool it is used to", -float(x.by_tool)))
        if x.is_approved:
            terms.append(("approved", -self.approved))
        return self._sum(tuple(terms))

    def _sum(self, terms: tuple[Term, ...]) -> Score:
        """What these terms come to; most calls of an agent have the same ones."""
        score = self._sums.get(terms)
        if score is None:
            points = Points.of(terms, self.alert_at, self.stop_at)
            p = min(1.0, max(_MIN_P, 10.0 ** (-points.total / 20.0)))
            score = Score(p, points.total, 0.0, 0.0, 1.0, points)
            if len(self._sums) >= _MAX_SUMS:
                self._sums.clear()
            self._sums[terms] = score
        return score

    def _add_breadth(self, x: Features, own: Profile, peers: Profile, terms: list[Term]) -> None:
        """Add what taking many objects at once is worth, and take off what habit excuses.

        Habit excuses the tool and the environment, never a target that is all there is.
        """
        if _is_usual(x.broad_tool, own, peers):
            if x.by_tool:
                terms.append(("a tool it is used to", -float(x.by_tool)))
        elif x.is_production:
            terms.append(("production", self.production))

    def _add_secrets(self, x: Features, own: Profile, terms: list[Term]) -> None:
        """Add what this session did before: secrets it never touched, then what changes."""
        session = own.sessions.live.get(x.session)
        if session is None or not session.n_secrets:
            return
        if more := min(3, session.n_secrets - x.is_changing):
            terms.append(("further new secrets", self.another_secret * more))
        if x.is_changing:
            terms.append(("a change after a new secret", self.after_secret))

    def _add_novelty(self, x: Features, own: Profile, peers: Profile, terms: list[Term]) -> None:
        """Add what is new about the call, to an agent old enough for "new" to mean something."""
        changes = own.changes.known
        if x.pair in changes:
            terms.append(("its own tool on its own target", -self.usual))
            return
        credential, known = x.credential, own.identity.credentials
        if credential and known and credential not in known:
            terms.append(("new credential", self.new_credential))
        rate, time = own.rate, x.time
        is_young = rate.first is None or time - rate.first < GRACE_S
        if is_young or own.membership.n_events < self.mature_events:
            self._destruction.judge_newcomer(x, own, peers, terms)
            return
        has_done, n_now = self._destruction.judge(x, own, peers, terms)
        if x.verb in _REACHING and not x.is_planned and is_rush_of_ten(x, rate):
            terms.append(("the tenth such call in a rush", self.rush_of_ten))
        self._add_new_names(x, changes, peers.changes.known, has_done, n_now, terms)

    def _add_new_names(
        self,
        x: Features,
        changes: dict[int, int],
        theirs: dict[int, int],
        has_done: bool,
        n_now: int,
        terms: list[Term],
    ) -> None:
        """Add tool, target and verb that are new, unless two peers do just that."""
        if x.target and not n_now and theirs.get(x.pair, 0) >= 2:
            return
        new: list[str] = []
        worth = 0.0
        if x.tool not in changes:
            new.append("tool")
            worth += self.new_tool if theirs.get(x.tool, 0) < 2 else self.new_tool / 2.0
        if x.target and x.target not in changes and x.prefix not in changes:
            new.append("target")
            worth += self.new_target
        if not has_done:
            new.append("verb")
            worth += self.new_verb
        if new:
            terms.append((f"new {', '.join(new)}", min(worth, self.new_at_most)))

    def reason(self, score: Score) -> str:
        return (
            f"one call worth {score.observed:.0f} points of harm, where "
            f"{self.alert_at:.0f} alert and {self.stop_at:.0f} ask for a stop"
        )


def _add_names(x: Features, terms: list[Term]) -> None:
    """Add what the catalogue makes of the call, by verb, tool and target."""
    action = ACTIONS[x.verb]
    by_verb, by_tool = VERB_POINTS[action], x.by_tool
    if by_verb:
        terms.append((action, float(by_verb)))
    if by_tool:
        terms.append(("kind of tool", float(by_tool)))
    if by_target := x.impact - by_verb - by_tool:
        terms.append(("kind or number of targets", float(by_target)))


def _is_usual(tool: int, own: Profile, peers: Profile) -> bool:
    """Whether the agent, or two of its peers, used a tool before."""
    known, theirs = own.changes.known, peers.changes.known
    return tool in known or theirs.get(tool, 0) >= 2


_REACHING: Final = RIGHTS | {ACTIONS.index("send")}
"""What reaches beyond the agent's own work, and is not brought back by bringing back a target."""
_MIN_P: Final = 1e-300
_MAX_SUMS: Final = 1_024
_HARMLESS: Final = Score(1.0, 0.0, 0.0, 0.0, 0.0)
