"""One call that can destroy much, by an agent that never did such a thing."""

from baselines import (
    ChangesBaseline,
    Features,
    IdentityBaseline,
    Profile,
    RateBaseline,
    SessionsBaseline,
)

from .base import Detector
from .score import Score


class HighImpact(Detector):
    """Meaning on event 1: what the call can destroy, and what is new about it to this agent.

    Points add up: the catalogue's for verb and target (irreversible, many at once, secret,
    public), and those below. An approval takes points off. No statistic sees a single call, so
    this detector goes straight to policy: an alert at `alert_at` points, a stop at `stop_at`.
    Misses slow harm, and impact the verb and target do not show.

    Parameters
    ----------
    alert_at
        Points that raise an alert.
    stop_at
        Points that ask for a stop.
    production
        Points for a production environment.
    new_credential
        Points for a credential this agent never used.
    new_tool
        Points for a tool neither it nor two peers ever used; half when its peers do.
    new_verb
        Points for a verb class it never used; half when its peers do.
    new_target
        Points for a target, and its family, it never touched.
    repeated
        Points for each earlier irreversible call of the session by an agent new to the verb class.
    after_secret
        Points for sending or changing something after the session read a secret.
    usual
        Points taken off for a tool and target of its own past.
    approved
        Points taken off for a human approval.
    mature_events
        Events before which nothing counts as new to an agent that is itself new.

    Examples
    --------
    >>> own = Profile()
    >>> for i in range(60):
    ...     own[RateBaseline].learn_one({"time": 3600.0 * i, "verb": 0})
    >>> x = {"time": 216e3, "verb": 2, "session": 0, "is_changing": True, "impact": 65, "tool": 1}
    >>> x |= {"pair": 3, "target": 2, "prefix": 5, "credential": 4, "is_production": True}
    >>> x |= {"is_approved": False, "is_secret": False, "is_irreversible": True}
    >>> score = HighImpact().score_one(x, own, Profile())
    >>> score.observed, HighImpact().reason(score)
    (110.0, 'one call worth 110 of 100 points of harm: its verb, its target and what is new to it')
    """

    name = "high_impact"
    stream = "direct"
    baselines = (ChangesBaseline, IdentityBaseline, RateBaseline, SessionsBaseline)
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
        repeated: float = 15.0,
        after_secret: float = 30.0,
        usual: float = 40.0,
        approved: float = 60.0,
        mature_events: float = 40.0,
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
        self.repeated = repeated
        self.after_secret = after_secret
        self.usual = usual
        self.approved = approved
        self.mature_events = mature_events

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        impact = float(x["impact"])
        if impact <= 0.0:
            return _HARMLESS
        points = impact + self._context(x, own) + self._novelty(x, own, peers)
        return Score(min(1.0, 10.0 ** (-points / 20.0)), points, self.alert_at, self.stop_at, 1.0)

    def _context(self, x: Features, own: Profile) -> float:
        points = self.production if x["is_production"] else 0.0
        if x["is_approved"]:
            points -= self.approved
        session = own[SessionsBaseline].live.get(x["session"])
        if session is not None and session.n_secrets and x["is_changing"]:
            points += self.after_secret
        return points

    def _novelty(self, x: Features, own: Profile, peers: Profile) -> float:
        """What is new about the call, to an agent old enough for "new" to mean something."""
        changes, theirs = own[ChangesBaseline].known, peers[ChangesBaseline].known
        if x["pair"] in changes:
            return -self.usual
        rate, points = own[RateBaseline], 0.0
        credential = x["credential"]
        known = own[IdentityBaseline].credentials
        if credential and known and credential not in known:
            points += self.new_credential
        if rate.first is None or sum(
            rate.n_calls(verb, x["time"]) for verb in range(9)
        ) < self.mature_events:
            return points
        if x["tool"] not in changes:
            points += self.new_tool if theirs.get(x["tool"], 0) < 2 else self.new_tool / 2.0
        if x["target"] and x["target"] not in changes and x["prefix"] not in changes:
            points += self.new_target
        verb, time = x["verb"], x["time"]
        if rate.n_calls(verb, time) < 1.0:
            points += self.new_verb
        return points + self._repeats(x, own)

    def _repeats(self, x: Features, own: Profile) -> float:
        """The second and third irreversible call of a session by an agent that never made one."""
        if not x["is_irreversible"]:
            return 0.0
        session = own[SessionsBaseline].live.get(x["session"])
        if session is None or not session.n_irreversible:
            return 0.0
        earlier = own[RateBaseline].n_calls(x["verb"], x["time"]) - session.n_irreversible
        return self.repeated * session.n_irreversible if earlier < 0.5 else 0.0

    def reason(self, score: Score) -> str:
        return (
            f"one call worth {score.observed:.0f} of 100 points of harm: "
            "its verb, its target and what is new to it"
        )


_HARMLESS = Score(1.0, 0.0, 0.0, 0.0, 0.0)
