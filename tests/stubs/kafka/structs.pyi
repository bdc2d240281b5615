from . import OffsetAndMetadata as OffsetAndMetadata
from . import TopicPartition as TopicPartition
