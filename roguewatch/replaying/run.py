"""One replay: files in, assessments out, counted on the way."""

from collections.abc import Callable, Iterator, Sequence

from alerts.alert import Alert
from detectors.config import Config
from streams.events import ActionEvent
from streams.reading import History
from streams.replay import Replay

from .scores_file import ScoresFile
from .summary import Summary


class Run:
    """Scores the events of some files and yields the alerts as they come.

    Parameters
    ----------
    history
        The files, and how to read them.
    config
        Detector configuration.
    hash_key
        Key of the keyed hash.
    is_all_scored
        Whether scores are read that have no say in alerts.

    Examples
    --------
    >>> run = Run(History([]), Config(), bytes(32))
    >>> [*run.alerts(run.read())], run.summary.n_events
    ([], 0)
    """

    def __init__(
        self, history: History, config: Config, hash_key: bytes, is_all_scored: bool = True
    ) -> None:
        self.history = history
        self.replay = Replay(config, hash_key, is_all_scored=is_all_scored)
        self.summary = Summary(history.report)

    def read(self) -> list[ActionEvent]:
        """Read all events in time order."""
        events = self.history.read()
        self.summary.report = self.history.report
        return events

    def alerts(
        self,
        events: Sequence[ActionEvent],
        scores: ScoresFile | None = None,
        on_event: Callable[[], None] | None = None,
    ) -> Iterator[Alert]:
        """Score all events; yield alerts in the order in which they change."""
        for event in events:
            assessment = self.replay.process_one(event)
            self.summary.add_one(assessment)
            if scores is not None:
                scores.write(event, assessment)
            if on_event is not None:
                on_event()
            yield from assessment.alerts
