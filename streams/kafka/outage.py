"""Which of Kafka's errors mean that it is away for a while, and not that something is wrong."""

from aiokafka.errors import KafkaError, KafkaTimeoutError


def is_outage(error: KafkaError) -> bool:
    """Whether what failed may be tried again, unchanged, once a broker answers.

    Examples
    --------
    >>> from aiokafka.errors import KafkaConnectionError, TopicAuthorizationFailedError
    >>> is_outage(KafkaConnectionError()), is_outage(TopicAuthorizationFailedError())
    (True, False)
    """
    # Of a time-out aiokafka says that it may not: the record may have been written after all.
    # What our processes write is known by its id, and they may write it twice.
    return error.retriable or isinstance(error, KafkaTimeoutError)
