"""The heart: one event in, one assessment out; score first, then learn."""

from mypy_extensions import mypyc_attr

from alerts.alert import Alert
from alerts.breakdown import Breakdown
from alerts.first_use import FirstUse
from alerts.stop_request import StopRequest
from baselines import (
    Features,
    Profile,
    Session,
    SessionPeaks,
)
from detectors import Calibration, OwnCalibration, Score
from detectors.config import Config
from detectors.dials import LEAST_NATS, Thresholds, risk_score

from .assessing.asked import relate_one
from .assessing.assessment import Assessment
from .assessing.breaking_down import break_down, direct_parts
from .assessing.first_uses import first_uses
from .assessing.judgement import Judgement
from .assessing.learning import Learning
from .assessing.maturity import is_known
from .assessing.plugged_runs import learn_runs
from .assessing.scoring import Scoring
from .assessing.session_end import end_session
from .events import ActionEvent
from .featurize import Featurizer
from .profiles import ProfileStore
from .read_event import ReadEvent
from .snapshot import Snapshot


@mypyc_attr(allow_interpreted_subclasses=True)
class Monitor:
    """Scores an agent's events against its own profile and its peers, then learns them.

    A result depends on the agent's own profile, the snapshot and the configuration, and on
    nothing else: no clock, no randomness, no I/O. Worker, replay, notebook and test all call it.

    Parameters
    ----------
    config
        Stages, dials and weights.
    hash_key
        Secret for hashing what agents choose.
    profiles
        The profiles of the partition.
    snapshot
        What agents are compared with; assign to `monitor.snapshot` to change it.
    is_all_scored
        Whether detectors are scored that have no say, as in shadow, and teach nothing: a worker,
        which writes no scores down, need not ask them.

    Examples
    --------
    >>> import datetime
    >>> monitor = Monitor(Config(), b"0123456789abcdef", ProfileStore())
    >>> event = ActionEvent(
    ...     event_id="1", agent_id="a", tool="read_mail", action="read",
    ...     time=datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.timezone.utc))
    >>> assessment = monitor.process_one(event)
    >>> assessment.risk, assessment.flags, monitor.process_one(event).flags
    (0, (), ('duplicate',))
    """

    def __init__(
        self,
        config: Config,
        hash_key: bytes,
        profiles: ProfileStore,
        snapshot: Snapshot | None = None,
        is_all_scored: bool = True,
    ) -> None:
        self.profiles = profiles
        self._own_config = config
        self._is_all_scored = is_all_scored
        self._hash_key = hash_key
        self._configure(config)
        self.snapshot = snapshot or Snapshot()

    @property
    def snapshot(self) -> Snapshot:
        """What agents are compared with, and where one is published, what they are scored by.

        A snapshot with a configuration that cannot be used here raises `ValueError`, and the one
        before it stays in force.
        """
        return self._snapshot

    @snapshot.setter
    def snapshot(self, snapshot: Snapshot) -> None:
        wanted = snapshot.publication.config or self._own_config
        if wanted.hash != self.config.hash:
            self._configure(wanted)
        self._snapshot = snapshot

    def compare_with(self, snapshot: Snapshot) -> None:
        """Take the snapshot, but go on scoring by the present configuration."""
        self._snapshot = snapshot

    def _configure(self, config: Config) -> None:
        # Whatever may be refused is refused here: nothing is half changed.
        self.scoring = scoring = Scoring(config, self._is_all_scored)
        self._featurize = Featurizer(
            *(self._hash_key, config.tools, scoring.bait, scoring.windows, scoring.register)
        )
        self.config, self.detectors = config, scoring.detectors
        self._risk, self._dials = scoring.risk, scoring.dials
        self._incidents, self._direct = scoring.incidents, scoring.direct
        self._plan, self._learning = scoring.plan, Learning(scoring)
        self._asked = scoring.asked

    def process_one(self, event: ActionEvent, record_time: float | None = None) -> Assessment:
        """Assess one event, then learn it.

        Parameters
        ----------
        event
            A decoded event.
        record_time
            Timestamp of its Kafka record in seconds; `None` for a file. An event whose own time
            is further than five minutes from it is judged at the record's.
        """
        return self.process_read(self.read(event, record_time))

    def read(self, event: ActionEvent, record_time: float | None = None) -> ReadEvent:
        """Read what needs no profile, for `process_read`; it counts until the next snapshot."""
        return self._featurize.read(event, record_time)

    def process_read(self, read: ReadEvent) -> Assessment:
        """Assess one event that was read ahead, then learn it."""
        event, key, time, x, flags = read.event, read.key, read.time, read.x, read.flags
        own, snapshot = self.profiles[key], self._snapshot
        peers, calibration = snapshot.compared(event.tenant, event.cohort)
        repeat = own.recent.see(read.ident, read.content)
        if repeat != "new":
            flags = (*flags, repeat)
            if repeat == "duplicate":
                return Assessment(key, event.event_id, time, 0, [], flags=flags)
        session, ended = own.sessions.open(x)
        for old in ended:
            end_session(old, own, calibration, self._risk)
        alerts: tuple[Alert, ...] = ()
        if own.incident.alert_id:
            stop = self._dials.thresholds(own[SessionPeaks].n_total, calibration).stop
            alerts = self._incidents.close_if_over(own, event, time, snapshot.version, stop)
        relate_one(event, x, session, own, peers, self._featurize)
        scores = self._score(event, x, own, peers, session, calibration)
        risk, made, requests = self._judge(event, x, own, session, calibration, scores)
        self._learning.learn_one(event, x, own, session)
        firsts: tuple[FirstUse, ...] = ()
        if own.identity.fresh or x.declared:
            firsts = first_uses(event, x, time, own, self._hash_key)
        made = alerts + made
        return Assessment(
            key, event.event_id, time, risk, scores, made, requests, flags, firsts, self._asked
        )

    def decide_again(self, event: ActionEvent, time: float) -> Assessment:
        """Judge a decision record's event again, by its profile, which has not learned it yet."""
        x, own = self._featurize(event, time), self.profiles[event.key]
        peers, calibration = self.snapshot.compared(event.tenant, event.cohort)
        session, _ = own.sessions.open(x)
        relate_one(event, x, session, own, peers, self._featurize)
        scores = self._score(event, x, own, peers, session, calibration)
        risk, made, requests = self._judge(event, x, own, session, calibration, scores)
        return Assessment(
            event.key, event.event_id, time, risk, scores, made, requests, asked=self._asked
        )

    def _score(
        self,
        event: ActionEvent,
        x: Features,
        own: Profile,
        peers: Profile,
        session: Session,
        calibration: Calibration,
    ) -> list[Score | None]:
        """Every detector's score; the session keeps the largest statistic of each slot."""
        plan, moved = self._plan, False
        scores: list[Score | None] = [None] * len(plan)
        session.verbs |= 1 << x.verb
        for i, one in enumerate(plan):
            if not one.is_scored:
                one.detector.teach(x, own, peers)
                continue
            score = one.detector.score_one(x, own, peers)
            if score is not None:
                scores[i] = score
                session.spoke |= one.bit
                if one.learn_peak(event, x, own, peers, session, calibration, score):
                    moved = True
        if self._risk.plugged:
            moved |= learn_runs(
                self._risk, event, x, own, session, calibration, self._named(scores)
            )
        if moved:
            beside = OwnCalibration(calibration, own[SessionPeaks])
            session.log_e, session.log_e_stop = self._risk.log_e(session, beside)
        return scores

    def _named(self, scores: list[Score | None]) -> dict[str, Score | None]:
        return dict(zip(self._asked, scores, strict=True))

    def _judge(
        self,
        event: ActionEvent,
        x: Features,
        own: Profile,
        session: Session,
        calibration: Calibration,
        scores: list[Score | None],
    ) -> tuple[int, tuple[Alert, ...], tuple[StopRequest, ...]]:
        state = own.incident
        evidence = session.log_e
        if state.log_w > 0.0:
            evidence += state.log_w
        direct, is_direct_stop, points = self._direct.judge(scores)
        if evidence < LEAST_NATS and not direct:
            return 0, (), ()
        peaks = own[SessionPeaks]
        limits = self._dials.thresholds(peaks.n_total, calibration, peaks.n_alerts)
        risk = max(risk_score(evidence, limits.stop), points)
        is_stop = is_direct_stop or (
            is_known(own, x.time) and max(state.log_w_stop, 0.0) + session.log_e_stop >= limits.stop
        )
        is_alert = bool(direct) or evidence >= limits.alert
        if not is_alert and not is_stop:
            return risk, (), ()
        judgement = Judgement(x.time, evidence, risk, is_alert, is_stop, direct)
        return risk, *self._act(
            judgement, event, x, own, session, calibration, scores, limits, points
        )

    def _act(
        self,
        judgement: Judgement,
        event: ActionEvent,
        x: Features,
        own: Profile,
        session: Session,
        calibration: Calibration,
        scores: list[Score | None],
        limits: Thresholds,
        points: int,
    ) -> tuple[tuple[Alert, ...], tuple[StopRequest, ...]]:
        """What follows at or above the first threshold: few events come here."""
        beside, named = OwnCalibration(calibration, own[SessionPeaks]), self._named(scores)
        shares = self._risk.shares(session, beside)

        def parts() -> Breakdown:
            seen = direct_parts(event, x.time, named, judgement.direct)
            where = (x.session, session)
            return break_down(self._risk, own, where, beside, limits, seen, points)

        return self._incidents.judge(judgement, event, own, named, shares, self.snapshot, parts)
