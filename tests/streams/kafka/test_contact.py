"""Contact is lost after ten seconds, said once, and found again."""

import logging

import pytest

from streams.embedded_broker import EmbeddedBroker, free_port
from streams.kafka.contact import Contact


async def test_it_says_once_that_kafka_went_away_and_once_that_it_is_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = [0.0]
    broker = EmbeddedBroker(free_port())
    contact = Contact(broker.bootstrap_servers, clock=lambda: clock[0])
    caplog.set_level(logging.WARNING)
    for clock[0] in (3.0, 6.0, 9.0):
        await contact.look()
        assert contact.is_up, "one answer missed is not an outage"
    for clock[0] in (12.0, 15.0):
        await contact.look()
        assert not contact.is_up
    assert contact.figures() == {"roguewatch_kafka_silent_seconds": 15.0}
    with broker:
        clock[0] = 18.0
        await contact.look()
    assert contact.is_up
    assert [record.message for record in caplog.records] == [
        f"no contact for 12 s: Kafka must answer at {broker.bootstrap_servers}; "
        "got Connection refused",
        "Kafka answers again, after 18 s",
    ]
