"""The core that the worker runs, as a judge."""

from collections.abc import Iterator, Sequence

from detectors.config import Config
from roguewatch.replaying.key import REPLAY_KEY
from streams.assessing.assessment import Assessment
from streams.events import ActionEvent
from streams.replay import Replay

from .judge import Judge
from .spoken import QUIET, Spoken


class WorkerCore(Judge):
    """Replay with a snapshot at each hour of event time: what worker and notebook run, too.

    Parameters
    ----------
    config
        The configuration to judge.

    Examples
    --------
    >>> list(WorkerCore(Config()).run([]))
    []
    """

    name = "roguewatch"

    def __init__(self, config: Config) -> None:
        self.replay = Replay(config, REPLAY_KEY, is_all_scored=False)

    def run(self, events: Sequence[ActionEvent]) -> Iterator[Spoken]:
        return map(spoken, self.replay.run(events))


def spoken(assessment: Assessment) -> Spoken:
    """What an assessment comes to."""
    if not assessment.alerts and not assessment.stop_requests:
        return QUIET
    activities = {alert.activity for alert in assessment.alerts}
    return Spoken(
        bool(activities & {"create", "update"}),
        "create" in activities,
        bool(assessment.stop_requests),
    )
