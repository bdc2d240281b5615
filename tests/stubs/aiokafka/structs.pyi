from . import ConsumerRecord as ConsumerRecord
from . import OffsetAndMetadata as OffsetAndMetadata
from . import OffsetAndTimestamp as OffsetAndTimestamp
from . import RecordMetadata as RecordMetadata
from . import TopicPartition as TopicPartition
