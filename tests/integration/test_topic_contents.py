"""Our topics on somebody's broker: seen as they are, and emptied only when asked to."""

from kafka import KafkaProducer

from streams.kafka.topic_contents import delete_topics, topics_with_records
from streams.topics import ALERTS, LEDGER, create_topics

from .conftest import Broker


def test_only_topics_with_records_are_named(broker: Broker) -> None:
    assert topics_with_records(broker.bootstrap_servers) == []
    producer = KafkaProducer(bootstrap_servers=broker.bootstrap_servers)
    for topic in (LEDGER, ALERTS):
        producer.send(topic, b"x", key=b"k").get(timeout=20)
    producer.close()
    assert topics_with_records(broker.bootstrap_servers) == [ALERTS, LEDGER]


def test_deleted_topics_are_gone_and_can_be_created_again(broker: Broker) -> None:
    delete_topics(broker.bootstrap_servers)
    assert topics_with_records(broker.bootstrap_servers) == []
    assert len(create_topics(broker.bootstrap_servers)) > 8
    delete_topics(broker.bootstrap_servers)
    delete_topics(broker.bootstrap_servers)
