"""What the worker makes of whole runs by some of its detectors."""

from collections.abc import Iterable

import msgspec

from baselines import Session, SessionPeaks, SessionsBaseline
from detectors import Calibration
from detectors.config import Config
from detectors.registry import make_detectors
from detectors.risk import Risk
from roguewatch.replaying.key import REPLAY_KEY
from streams.assessing.assessment import Assessment
from streams.events import ActionEvent
from streams.replay import Replay

Run = tuple[str, str]


class RunEvidence:
    """The worker's core, its sessions' maxima, and its combination of them: `Risk` by calm runs.

    Nothing is weighed anew: slots, calibration, weights of the streams and e-values are those of
    the worker. Only what is ordinary is read off the calm runs of the whole fleet, as it is for
    everybody who is compared with it, and not off each cohort's last sessions.

    Parameters
    ----------
    names
        The detectors that are heard; all others are scored and have no say.

    Examples
    --------
    >>> import datetime
    >>> evidence = RunEvidence(("burst", "volume"))
    >>> event = ActionEvent(
    ...     event_id="1", agent_id="a", session_id="s", tool="read_mail", action="read",
    ...     time=datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.timezone.utc))
    >>> evidence.see(("default/a", "s"), event).risk
    0
    >>> evidence.nats([("default/a", "s")], [("default/a", "s")])
    {('default/a', 's'): 0.0}
    """

    def __init__(self, names: Iterable[str]) -> None:
        heard, config = set(names), Config()
        config = msgspec.structs.replace(
            config,
            detectors={
                name: msgspec.structs.replace(setting, stage="alert" if name in heard else "shadow")
                for name, setting in config.detectors.items()
            },
        )
        self._replay = Replay(config, REPLAY_KEY)
        self._risk = Risk(config, make_detectors(config))
        self._runs: dict[Run, Session] = {}

    def see(self, run: Run, event: ActionEvent) -> Assessment:
        """Score and learn an event, and keep what its session has come to."""
        assessment = self._replay.process_one(event)
        ident = self._replay.monitor.read(event).x.session
        session = self._replay.profiles[event.key][SessionsBaseline].live[ident]
        whole = self._runs.setdefault(run, Session(event.timestamp))
        whole.spoke |= session.spoke
        whole.verbs |= session.verbs
        for slot, statistic in session.peaks.items():
            whole.peaks[slot] = max(statistic, whole.peaks.get(slot, 0.0))
        return assessment

    def nats(self, calm: Iterable[Run], judged: Iterable[Run]) -> dict[Run, float]:
        """Evidence of each judged run, in nats; ordinary is what calm runs come to."""
        calm = list(calm)
        peaks = SessionPeaks(max_sessions=len(calm) + 1, grace=0)
        for run in calm:
            session = self._runs[run]
            peaks.learn_session(session.peaks, session.start, session.verbs)
        calibration = Calibration(peaks)
        return {run: self._risk.log_e(self._runs[run], calibration)[0] for run in judged}
