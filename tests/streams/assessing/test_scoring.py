"""What a worker leaves out changes nothing that it says or keeps."""

from detectors.config import Config
from streams.assessing.scoring import Scoring
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from tests.streams.core_run import HASH_KEY, PROMOTED, alert_ids, fleet_events


def test_scores_without_a_say_decide_nothing() -> None:
    """A worker leaves them out, a replay does not: both must come to the same."""
    whole = Monitor(PROMOTED, HASH_KEY, ProfileStore())
    lean = Monitor(PROMOTED, HASH_KEY, ProfileStore(), is_all_scored=False)
    everything = [whole.process_one(event) for event in fleet_events()]
    decisive = [lean.process_one(event) for event in fleet_events()]
    assert alert_ids(decisive) == alert_ids(everything) != []
    assert [one.risk for one in decisive] == [one.risk for one in everything]
    assert lean.profiles.state_hash() == whole.profiles.state_hash()
    left_out = {one.name for one in Scoring(PROMOTED).plan} - decisive[-1].scores.keys()
    assert left_out == {d.name for d in Scoring(PROMOTED).detectors} - PROMOTED.detectors.keys() - {
        "sequence"
    }


def test_a_detector_that_gets_a_say_is_scored_again() -> None:
    """A published configuration may promote it while the worker runs."""
    promoted = Config().clone(
        {"version_change": {"stage": "alert"}, "identity": {"stage": "promoted"}}
    )
    before, after = Scoring(Config(), is_all_scored=False), Scoring(promoted, is_all_scored=False)
    gained = {one.name for one in after.plan} - {one.name for one in before.plan}
    assert gained == {"version_change", "identity"}
