from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kafka import OffsetAndMetadata, TopicPartition

class NewTopic:
    name: str
    num_partitions: int
    replication_factor: int
    topic_configs: Mapping[str, str]
    def __init__(
        self,
        name: str,
        num_partitions: int = ...,
        replication_factor: int = ...,
        replica_assignments: Mapping[int, Sequence[int]] | None = ...,
        topic_configs: Mapping[str, str] | None = ...,
    ) -> None: ...

class NewPartitions:
    def __init__(
        self, total_count: int, new_assignments: Sequence[Sequence[int]] | None = ...
    ) -> None: ...

class ConfigResourceType:
    BROKER: ConfigResourceType
    TOPIC: ConfigResourceType
    GROUP: ConfigResourceType

class ConfigResource:
    def __init__(
        self,
        resource_type: ConfigResourceType | str | int,
        name: str,
        configs: Mapping[str, str] | None = ...,
    ) -> None: ...

class KafkaAdminClient:
    def __init__(self, *, bootstrap_servers: str | list[str] = ..., **configs: Any) -> None: ...
    def create_topics(
        self,
        new_topics: Iterable[NewTopic | str] | Mapping[str, Mapping[str, Any] | None],
        timeout_ms: int | None = ...,
        validate_only: bool = ...,
        raise_errors: bool = ...,
        wait_for_metadata: bool = ...,
    ) -> Any: ...
    def delete_topics(
        self, topics: Iterable[str], timeout_ms: int | None = ..., raise_errors: bool = ...
    ) -> Any: ...
    def delete_records(
        self,
        records_to_delete: Mapping[TopicPartition, int],
        timeout_ms: int | None = ...,
        partition_leader_id: int | None = ...,
    ) -> Any: ...
    def create_partitions(
        self,
        topic_partitions: Mapping[str, NewPartitions],
        timeout_ms: int | None = ...,
        validate_only: bool = ...,
        raise_errors: bool = ...,
    ) -> Any: ...
    def list_topics(self) -> list[str]: ...
    def wait_for_topics(self, topic_names: Iterable[str], timeout_ms: int = ...) -> Any: ...
    def describe_topics(self, topics: Iterable[str] | None = ...) -> list[dict[str, Any]]: ...
    def describe_cluster(self) -> dict[str, Any]: ...
    def describe_configs(
        self,
        config_resources: Iterable[ConfigResource],
        include_synonyms: bool = ...,
        config_filter: str = ...,
    ) -> Any: ...
    def alter_configs(
        self,
        config_resources: Iterable[ConfigResource],
        validate_only: bool = ...,
        raise_on_unknown: bool = ...,
        incremental: bool | None = ...,
    ) -> Any: ...
    def list_groups(self, broker_ids: Iterable[int] | None = ..., **filters: Any) -> Any: ...
    def describe_groups(self, group_ids: Iterable[str], **options: Any) -> Any: ...
    def delete_groups(self, group_ids: Iterable[str], **options: Any) -> Any: ...
    def list_group_offsets(
        self, group_specs: Any
    ) -> dict[str, dict[TopicPartition, OffsetAndMetadata]]: ...
    def close(self) -> None: ...
