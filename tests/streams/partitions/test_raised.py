"""What is raised is handed over once, and what cannot be told is kept with its reason."""

from streams.partitions.raised import Raised
from tests.alerts.make import make_alert, make_request
from tests.streams.partitions.test_partition import GOOD, record

EVENT = record(GOOD, 7)


def test_each_thing_is_handed_over_once() -> None:
    raised = Raised()
    raised.ask(EVENT, [make_request()])
    raised.tell(EVENT, "default/mail-1", [make_alert()])
    raised.refuse(EVENT, "key", "a record's key must be tenant/agent_id")
    assert raised.is_urgent
    for n in (1, 0):
        assert len(raised.take_requests()) == n
        assert len(raised.take_findings()) == n
        assert len(raised.take_dead_letters()) == n
    assert not raised.is_urgent


def test_an_alert_that_cannot_be_written_is_a_dead_letter_and_the_others_are_told() -> None:
    raised = Raised()
    raised.tell(EVENT, "default/mail-1", [make_alert(time="soon"), make_alert()])
    assert [alert.time for alert in raised.alerts] == [make_alert().time]
    assert [letter.stage for letter in raised.dead_letters] == ["finding"]
    assert raised.unscored == {"default/mail-1": 1}
    assert "failed at the stage 'finding'" in raised.notices[0]


def test_a_request_that_cannot_be_sent_names_the_event_that_asked() -> None:
    raised = Raised()
    request = make_request()
    raised.ask(EVENT, [request])
    raised.give_up_request(request, ValueError("payload too large"))
    [letter] = raised.dead_letters
    assert (letter.record.offset, letter.stage) == (7, "request")
    assert letter.reason == "ValueError: payload too large"
