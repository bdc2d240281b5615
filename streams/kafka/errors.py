"""The errors that Kafka's clients raise, named without importing a client."""

import sys


def kafka_errors() -> tuple[type[Exception], ...]:
    """Base classes of the clients that were imported: of no other one can there be an error.

    Examples
    --------
    >>> from aiokafka.errors import KafkaTimeoutError
    >>> issubclass(KafkaTimeoutError, kafka_errors())
    True
    """
    modules = (sys.modules.get(name) for name in ("aiokafka.errors", "kafka.errors"))
    return tuple(module.KafkaError for module in modules if module is not None)
